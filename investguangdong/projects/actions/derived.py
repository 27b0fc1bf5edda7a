"""What follows from a listing's row: amounts in yuan, sectors, readiness and the words of the search."""

from django.db import connection, transaction

from investguangdong.core.languages import LANGUAGES, column
from investguangdong.core.versions import renew
from investguangdong.places.rates import convert
from investguangdong.projects import spelling
from investguangdong.projects.models import Evidence, Project
from investguangdong.projects.readiness import Paper, readiness
from investguangdong.projects.searchtext import VECTOR, Words, words_for

WEIGHTED = (
    ("A", "title"),
    ("B", "summary"),
    ("C", "offered"),
    ("C", "asked"),
    ("C", "description"),
    ("D", "risks"),
)


def refresh(project: Project) -> None:
    """Writes what follows from the row: amounts in yuan, sectors, readiness and the words of the search."""
    sectors = list(project.sectors.all())
    derive(project, sectors=sectors, papers=Evidence.objects.filter(project=project))
    columns = ("updated_at", "sector_ids", "readiness", "amount_cny_min", "amount_cny_max", "rate_date")
    Project.objects.filter(pk=project.pk).update(**{name: getattr(project, name) for name in columns})
    write_words(project.pk, words_of(project, sectors))
    keep_known(project, sectors)


def derive(project: Project, *, sectors, papers) -> Project:
    """The same on the row in memory only: also for a draft that nobody has saved."""
    project.sector_ids = sorted({sector.pk for sector in sectors} | {project.primary_sector_id} - {None})
    known = [Paper(paper.kind, paper.state, paper.is_valid) for paper in papers]
    project.readiness = readiness(project.kind, known) if project.kind else None
    set_yuan(project)
    return project


def set_yuan(project: Project) -> None:
    """The amounts a search compares, at the newest rate; the page shows its date."""
    low, high = project.amount_range
    project.rate_date = None
    if project.currency != "CNY":
        converted = [
            convert(value, project.currency, "CNY") if value is not None else None for value in (low, high)
        ]
        project.rate_date = next((pair[1] for pair in converted if pair), None)
        low, high = (pair[0] if pair else None for pair in converted)
    project.amount_cny_min, project.amount_cny_max = low, high


def words_of(project: Project, sectors) -> Words:
    """All a search may find a listing by, in four languages, weighted."""
    named = [row for row in (*sectors, project.city, project.zone, project.cluster) if row]
    parts = [("A", project.code), ("A", project.source_id or "")]
    for code in LANGUAGES:
        parts += [(weight, getattr(project, column(text, code)) or "") for weight, text in WEIGHTED]
        parts += [("B", getattr(row, column("name", code)) or "") for row in named]
        parts.append(("D", getattr(project, column("publishing_body", code)) or ""))
    parts += [("B", project.place_note), ("D", project.source_body)]
    return words_for(
        parts, english=running_text(project, named, "en"), portuguese=running_text(project, named, "pt")
    )


def running_text(project: Project, named, code: str) -> str:
    texts = [getattr(project, column(text, code)) or "" for _weight, text in WEIGHTED]
    return "\n".join(texts + [getattr(row, column("name", code)) or "" for row in named])


def write_words(pk: int, words: Words) -> None:
    """The rest of the entry is the database's own work."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE projects_searchentry SET words = {VECTOR} WHERE project_id = %s",  # noqa: S608
            [*words.parameters(), pk],
        )
    transaction.on_commit(lambda: renew("projects"))


def keep_known(project: Project, sectors) -> None:
    """Words of the title and of the names beside it, for those who type them with a slip."""
    named = [row for row in (*sectors, project.city, project.zone, project.cluster) if row]
    texts = [getattr(project, f"title_{code}") for code in ("en", "pt")]
    with connection.cursor() as cursor:
        spelling.keep(
            cursor, texts + [getattr(row, f"name_{code}") for row in named for code in ("en", "pt")]
        )
