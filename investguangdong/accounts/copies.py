"""The copy of everything about one person: one JSON file a kind, a page to read, her papers, a list of hashes."""

import hashlib
import json
import logging
import zipfile
from collections.abc import Iterator
from tempfile import TemporaryFile

from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string

from investguangdong.accounts.looks import looks_at
from investguangdong.accounts.models import DataCopy
from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.languages import HTML_LANG, with_language
from investguangdong.core.privacy import counts, declarations
from investguangdong.notifications.actions import notify

AT_ONCE = 2000  # rows that are written while the person waits
MOST_ATTEMPTS = 3
PAPERS_AT_ONCE = 5 * 1024 * 1024  # bytes of files, likewise
log = logging.getLogger(__name__)


class PlainJSON(DjangoJSONEncoder):
    """What JSON does not know, as text."""

    def default(self, o):
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def is_large(user) -> bool:
    """Whether the copy is left to a worker."""
    papers = (file.size for declared in declarations().values() for _name, file in declared.files(user))
    return sum(counts(user).values()) > AT_ONCE or sum(papers) > PAPERS_AT_ONCE


def write_copy(user, target, *, language: str) -> None:
    """The ZIP, into an open file."""
    hashes = []
    with with_language(language), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(user, language):
            archive.writestr(name, content)
            hashes.append(f"{hashlib.sha256(content).hexdigest()}  {name}")
        archive.writestr("SHA256SUMS", "\n".join(hashes) + "\n")


def _parts(user, language: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file; last the page that says what the others are."""
    kinds = []
    for name, declared in declarations().items():
        rows = told_rows(declared, user)
        papers = [(f"files/{name}/{path}", file) for path, file in declared.files(user)]
        kinds.append(
            {
                "name": name,
                "declared": declared,
                "rows": rows,
                "papers": [path for path, _file in papers],
            }
        )
        yield f"{name}.json", as_json(rows)
        for path, file in papers:
            with file.open("rb") as opened:
                yield path, opened.read()
    yield "looks_by_others.json", as_json(looks_at(user).told())
    yield "index.html", _index(user, kinds, language)


def told_rows(declared, user) -> list[dict]:
    rows = declared.rows(user)
    return declared.told(rows) if declared.told else list(rows.values(*declared.columns))


def as_json(rows: list[dict]) -> bytes:
    return json.dumps(rows, cls=PlainJSON, ensure_ascii=False, indent=2).encode()


def _index(user, kinds: list, language: str) -> bytes:
    """Readable without us: what each file holds, why, for how long."""
    context = {"person": user, "kinds": kinds, "at": clock.now(), "html_lang": HTML_LANG[language]}
    return render_to_string("account/copy_index.html", context).encode()


def build(code: str) -> bool:
    """Builds one copy that was asked for, unless another worker holds it. Returns whether this call did."""
    with transaction.atomic():
        row = DataCopy.objects.unbuilt().select_for_update(skip_locked=True).filter(code=code).first()
        if row is None:
            return False
        row.attempts += 1
        try:
            with transaction.atomic():
                _fill(row)
        except Exception:
            log.exception("The copy %s was not built.", code)
            row.state = DataCopy.State.FAILED if row.attempts >= MOST_ATTEMPTS else DataCopy.State.WAITING
            row.save(update_fields=["attempts", "state"])
            return False
    return True


def build_waiting() -> int:
    """What no wake-up has built."""
    return sum(build(code) for code in DataCopy.objects.unbuilt().values_list("code", flat=True))


def _fill(row: DataCopy) -> None:
    with TemporaryFile() as written:
        write_copy(row.user, written, language=row.language)
        row.size = written.tell()
        written.seek(0)
        row.file.save(f"{row.code}.zip", File(written), save=False)
    row.state, row.finished_at = DataCopy.State.DONE, clock.now()
    row.save()
    record("privacy.build_copy", row, changes={"bytes": row.size})
    notify("data_copy_ready", to=row.user, about=row)
