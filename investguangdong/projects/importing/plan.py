"""An import checked as a whole before anything is written: what each row would do, and every mistake with its row
and column. Nothing is written here."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.scopes import Scope, scope_of
from investguangdong.projects import versions
from investguangdong.projects.importing.columns import (
    KEYS,
    REQUIRED,
    Reader,
    Wrong,
    by_heading,
    heading,
    plain,
)
from investguangdong.projects.importing.tables import FORMULA, Row, Sheet
from investguangdong.projects.models import Project, Review, ReviewKind

NEW, CHANGED, HELD, SAME = "created", "changed", "held", "unchanged"
PAIRS = (
    ("total_min", "total_max"),
    ("sought_min", "sought_max"),
    ("equity_min", "equity_max"),
    ("irr_min", "irr_max"),
    ("land_min", "land_max"),
    ("plot_ratio_min", "plot_ratio_max"),
    ("secured", "total_max"),
    ("sought_min", "total_max"),
)
NOT_IN_ORDER = gettext_lazy("%(low)s is above %(high)s.")


@dataclass(frozen=True)
class Mistake:
    """`column` is the letter a spreadsheet shows and `heading` its words; both empty for the whole row."""

    row: int
    column: str
    heading: str
    sentence: str


@dataclass
class Planned:
    row: int
    what: str
    project: Project | None
    values: dict
    lists: dict


@dataclass
class Plan:
    rows: list[Planned] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.what for row in self.rows)
        return {what: counted[what] for what in (NEW, CHANGED, HELD, SAME)}


class Planner:
    def __init__(self, sheet: Sheet, *, by, is_sample: bool = False):
        self.sheet, self.by, self.is_sample = sheet, by, is_sample
        self.scope: Scope = scope_of(by)
        self.reader = Reader()
        self.plan = Plan()
        known = by_heading()
        self.names = [known.get(plain(text), "") for text in sheet.headers]
        self.existing = self._existing()
        self.taken: dict[tuple[str, str], int] = {}

    def run(self) -> Plan:
        self.plan.unknown = [
            text for text, name in zip(self.sheet.headers, self.names, strict=True) if text and not name
        ]
        for text in self.plan.unknown:
            self._say(
                1, self.sheet.headers.index(text), _("This column is not known. Delete it or rename it.")
            )
        for name, count in Counter(filter(None, self.names)).items():
            if count > 1:
                self._say(1, self.names.index(name), _("This column is there twice."))
        if not self.plan.mistakes:
            for row in self.sheet.rows:
                self._row(row)
        return self.plan

    def _existing(self) -> dict[tuple[str, str], Project]:
        """Every listing the file names, and what waits beside it. The scope is checked row by row, so that a row
        of another city is a mistake and not a new listing."""
        found = {}
        for key in KEYS:
            words = {cells.get(key, "") for cells in map(self._cells, self.sheet.rows)} - {""}
            rows = Project.objects.filter(**{f"{key}__in": words}).prefetch_related("sectors", "policies")
            found |= {(key, getattr(row, key)): row for row in rows}
        self.proposals = {
            one.project_id: one.proposal
            for one in Review.objects.filter(project__in=[row.pk for row in found.values()])
            .exclude(kind=ReviewKind.FIRST)
            .unsettled()
        }
        return found

    def _cells(self, row: Row) -> dict[str, str]:
        return {name: text for name, text in zip(self.names, row.cells, strict=False) if name and text}

    def _row(self, row: Row) -> None:
        before = len(self.plan.mistakes)
        cells = self._cells(row)
        project = self._listing(row, cells)
        values, lists = self._values(row, cells)
        self._check_place(row, project, values)
        self._check_pairs(row, project, values)
        if project is None:
            self._check_new(row, cells)
        if len(self.plan.mistakes) == before:
            self.plan.rows.append(self._planned(row, project, values, lists))

    def _listing(self, row: Row, cells: dict) -> Project | None:
        named = [(key, cells[key]) for key in KEYS if key in cells and cells[key] != FORMULA]
        if not named:
            self._say(row.number, None, _("Give the code of a listing, or a row of the source of your own."))
        for pair in named:
            if pair in self.taken:
                told = _("Row %(row)s of the file has this value already.") % {"row": self.taken[pair]}
                self._say(row.number, self.names.index(pair[0]), told)
            self.taken[pair] = row.number
        project = next((self.existing[pair] for pair in named if pair in self.existing), None)
        if project is None and "code" in cells:
            self._say(
                row.number, self.names.index("code"), _("There is no listing with this code on your desk.")
            )
        if project and not project.can_be_changed_by(self.by):
            told = _("This listing belongs to another desk. Take the row out.")
            self._say(row.number, self.names.index(named[0][0]), told)
        return project

    def _values(self, row: Row, cells: dict) -> tuple[dict, dict]:
        values, lists = {}, {}
        for position, name in enumerate(self.names):
            text = cells.get(name, "")
            if name in ("", "code") or not text:
                continue
            try:
                if text == FORMULA:
                    raise Wrong(_("A formula: paste its value instead."))
                (lists if name in versions.LISTS else values)[name] = self.reader.value(name, text)
            except Wrong as wrong:
                self._say(row.number, position, str(wrong))
        return values, lists

    def _check_place(self, row: Row, project: Project | None, values: dict) -> None:
        city = values.get("city", project.city if project else None)
        column = self.names.index("city") if "city" in self.names else None
        if not self.scope.may_write(city):
            self._say(row.number, column, _("You may not write for this city."))
        zone = values.get("zone", project.zone if project else None)
        if (
            zone
            and city
            and zone.city_id
            and zone.city_id != city.pk
            and ("zone" in values or "city" in values)
        ):
            at = self.names.index("zone") if "zone" in self.names else column
            self._say(row.number, at, _("This zone lies in another city."))

    def _check_pairs(self, row: Row, project: Project | None, values: dict) -> None:
        for low, high in PAIRS:
            if low not in values and high not in values:
                continue
            ends = [values.get(name, getattr(project, name, None)) for name in (low, high)]
            if None not in ends and ends[0] > ends[1]:
                at = self.names.index(high if high in values else low)
                self._say(row.number, at, NOT_IN_ORDER % {"low": heading(low), "high": heading(high)})
        point = [values.get(name, getattr(project, name, None)) for name in ("lat", "lon", "precision")]
        if {"lat", "lon", "precision"} & values.keys() and len({bool(one) for one in point}) > 1:
            self._say(row.number, None, _("A point has a latitude, a longitude and a precision."))

    def _check_new(self, row: Row, cells: dict) -> None:
        for name in REQUIRED:
            if name not in cells and not (name.startswith("title") and "title_en" in cells):
                at = self.names.index(name) if name in self.names else None
                self._say(row.number, at, _("A new listing needs: %(field)s.") % {"field": heading(name)})

    def _planned(self, row: Row, project: Project | None, values: dict, lists: dict) -> Planned:
        if project is None:
            values = {**values, **({"is_sample": True} if self.is_sample else {})}
            return Planned(row.number, NEW, None, values, lists)
        draft = versions.with_values(project, self.proposals.get(project.pk, {}))
        differs = {name: value for name, value in values.items() if is_other(draft, name, value)}
        moved = {name: rows for name, rows in lists.items() if self._is_other_list(project, name, rows)}
        waits = project.is_public and not self.scope.writes_everywhere
        what = (HELD if waits else CHANGED) if differs or moved else SAME
        return Planned(row.number, what, project, differs, moved)

    def _is_other_list(self, project: Project, name: str, rows) -> bool:
        there = self.proposals.get(project.pk, {}).get(name)
        now = there if there is not None else versions.slugs(getattr(project, name).all())
        return sorted(now) != versions.slugs(rows)

    def _say(self, row: int, position: int | None, sentence) -> None:
        letter = "" if position is None else self.sheet.letter(position)
        words = "" if position is None else self.sheet.headers[position]
        self.plan.mistakes.append(Mistake(row, letter, words, str(sentence)))


def is_other(draft: Project, name: str, value) -> bool:
    return not versions.is_same(name, versions.value_of(draft, name), versions.encoded(name, value))
