"""Reference data from CSV into tables: by natural key, again and again, without deleting anything.

A row remembers the digest of the file's row it came from. While that digest stays the same the loader leaves
the table's row alone, so what the office has corrected by hand is kept; when the file's row changes, the file
wins and the change is reported, audited and queued. A row that has left its file is switched off."""

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import models

from investguangdong.core import clock
from investguangdong.core.actions import fill_traditional, mark_machine
from investguangdong.core.languages import LANGUAGES, column


@dataclass
class LoadReport:
    """What one file did to one table. `changed` holds each row with `{field: (old, new)}`."""

    file: str
    added: int = 0
    changed: list[tuple[models.Model, dict]] = field(default_factory=list)
    disabled: list[models.Model] = field(default_factory=list)
    unchanged: int = 0

    def __str__(self) -> str:
        counts = f"{self.added} added, {len(self.changed)} changed, {len(self.disabled)} disabled"
        return f"{self.file}: {counts}, {self.unchanged} unchanged"


@dataclass(frozen=True)
class Draft:
    """One row as the file has it: column values, many-to-many rows, the names of translated fields."""

    values: Mapping[str, object]
    links: Mapping[str, Sequence] = field(default_factory=dict)
    texts: Sequence[str] = ()

    @property
    def digest(self) -> str:
        links = {name: sorted(str(row.pk) for row in rows) for name, rows in self.links.items()}
        told = json.dumps([dict(self.values), links], sort_keys=True, default=_plain)
        return hashlib.sha256(told.encode()).hexdigest()

    def key(self, names: Sequence[str]) -> tuple:
        return tuple(self.values[name] for name in names)

    @property
    def columns(self) -> dict[str, object]:
        """What the file decides. An empty Traditional text is not its word: that one is converted or reviewed."""
        ours = {column(name, "zh-hant") for name in self.texts}
        return {name: value for name, value in self.values.items() if value or name not in ours}

    @property
    def without_traditional(self) -> list[str]:
        """Translated fields that the file has in Simplified Chinese only."""
        simplified = [name for name in self.texts if self.values.get(column(name, "zh-hans"))]
        return [name for name in simplified if not self.values.get(column(name, "zh-hant"))]


def _plain(value) -> str:
    return f"#{value.pk}" if isinstance(value, models.Model) else str(value)


# A cell that repeats the one above it, as the files' authors write it.
DITTO = frozenset({"as above", "同上", "idem", "como acima"})


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one CSV file, stripped, with repeated cells filled in; a file that is missing has none."""
    path = folder / name
    if not path.exists():
        return []
    rows: list[dict[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            row = {key: (value or "").strip() for key, value in cells.items() if key}
            above = rows[-1] if rows else {}
            rows.append({key: above.get(key, "") if value in DITTO else value for key, value in row.items()})
    return rows


def texts(row: Mapping[str, str], target: str, source: str = "") -> dict[str, str]:
    """The columns of a translated field. A file that knows one language only has the bare column name,
    which is English, and perhaps a `_zh`."""
    source = source or target
    plain = {"en": source, "zh-hans": f"{source}_zh"}
    return {
        column(target, code): row.get(column(source, code)) or row.get(plain.get(code, ""), "")
        for code in LANGUAGES
    }


def number(text: str) -> Decimal | None:
    """None for an empty cell and for anything that is not one plain number."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def load(model, drafts: Iterable[Draft], *, key: Sequence[str], file: str, among=None) -> LoadReport:
    """Brings the rows of `model` (all of them, or the queryset `among`) to the drafts of one file."""
    rows = model.objects.all() if among is None else among
    known = {tuple(getattr(row, name) for name in key): row for row in rows}
    report, moved, conversions = LoadReport(file), [], defaultdict(list)
    for place, draft in enumerate(drafts, 1):
        row = known.pop(draft.key(key), None)
        if row is not None and row.source_digest == draft.digest:
            report.unchanged += 1
            moved += _moved(row, place)
            continue
        row = _added(model, report) if row is None else _changed(row, draft, report)
        converted = _save(row, draft, place)
        conversions[converted].append(row)
    model.objects.bulk_update(moved, ["position"])
    for converted, converted_rows in conversions.items():
        mark_machine(converted_rows, converted)
    _switch_off(known.values(), report)
    return report


def _moved(row, place: int) -> list:
    moved = row.position != place
    row.position = place
    return [row] if moved else []


def _added(model, report: LoadReport):
    report.added += 1
    return model()


def _changed(row, draft: Draft, report: LoadReport):
    wanted = {**draft.columns, "disabled_on": None}
    pairs = {name: (getattr(row, name), new) for name, new in wanted.items()}
    report.changed.append((row, {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}))
    return row


def _save(row, draft: Draft, place: int) -> tuple[str, ...]:
    """Writes the file's row and returns the fields whose Traditional text was converted."""
    for name, value in draft.columns.items():
        setattr(row, name, value)
    row.position, row.source_digest, row.disabled_on = place, draft.digest, None
    converted = fill_traditional(row, draft.without_traditional)
    row.save()
    for name, targets in draft.links.items():
        getattr(row, name).set(targets)
    return tuple(converted)


def _switch_off(rows: Iterable, report: LoadReport) -> None:
    """Rows their file no longer has. A row that came from no file (added by the office) stays."""
    for row in rows:
        if row.source_digest and row.disabled_on is None:
            row.disabled_on, row.source_digest = clock.today(), ""
            row.save(update_fields=["disabled_on", "source_digest"])
            report.disabled.append(row)
