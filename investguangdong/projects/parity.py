"""How far the languages of a listing go together: one cell for each text and language. The words of a cell
come from the texts and from what people and machines noted about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from investguangdong.core.actions import source_hash, source_of
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.core.models import TranslationState
from investguangdong.projects.models import Project
from investguangdong.projects.versions import TEXTS, label_of

State = TranslationState.State
WORDS = {
    "original": _("original"),
    "written": _("written, not compared"),
    "machine": _("machine draft"),
    "reviewed": _("reviewed"),
    "stale": _("source changed since"),
    "missing": _("missing"),
    "empty": "–",
}
# What a person still has to look at, worst first.
OPEN = ("stale", "missing", "machine")


@dataclass(frozen=True)
class Cell:
    text: str
    language: str
    state: str

    @property
    def label(self):
        return WORDS[self.state]

    @property
    def line(self) -> str:
        return column(self.text, self.language)

    @property
    def can_be_reviewed(self) -> bool:
        return self.state in ("stale", "machine", "written")


@dataclass(frozen=True)
class Row:
    text: str
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        return label_of(self.text)


def states_of(project: Project) -> dict[tuple[str, str], TranslationState]:
    """In one query; none of a row that is not saved."""
    if project.pk is None:
        return {}
    kind = ContentType.objects.get_for_model(Project)
    rows = TranslationState.objects.filter(content_type=kind, object_id=str(project.pk))
    return {(row.field, row.language): row for row in rows}


def matrix(project: Project, states=None) -> list[Row]:
    """A row for each text that has any language, a cell for each language."""
    noted = states_of(project) if states is None else states
    rows = []
    for name in TEXTS:
        if any(getattr(project, column(name, code)) for code in LANGUAGES):
            cells = (Cell(name, code, state_of(project, name, code, noted)) for code in LANGUAGES)
            rows.append(Row(name, tuple(cells)))
    return rows


def state_of(project: Project, name: str, code: str, noted) -> str:
    if not getattr(project, column(name, code)):
        return "missing"
    source = source_of(project, name)
    if code == source:
        return "original"
    row = noted.get((name, code))
    if row is None:
        return "written"
    current = source_hash(getattr(project, column(name, source)) or "")
    if row.state == State.STALE or (row.source_hash and row.source_hash != current):
        return "stale"
    return str(row.state)


def counts(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """{language: {state: how many}} of what is still open."""
    found = {code: dict.fromkeys(OPEN, 0) for code in LANGUAGES}
    for row in rows:
        for cell in row.cells:
            if cell.state in OPEN:
                found[cell.language][cell.state] += 1
    return found


def stale_ids():
    """Keys of listings with a text whose source has changed since, for a filter."""
    rows = TranslationState.objects.filter(
        content_type=ContentType.objects.get_for_model(Project), state=State.STALE
    )
    return rows.values(key=Cast("object_id", BigIntegerField()))


def stale_among(keys: Iterable[int]) -> set[int]:
    rows = TranslationState.objects.filter(
        content_type=ContentType.objects.get_for_model(Project),
        object_id__in=[str(key) for key in keys],
        state=State.STALE,
    )
    return {int(key) for key in rows.values_list("object_id", flat=True)}
