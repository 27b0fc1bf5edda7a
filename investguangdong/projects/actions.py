"""What people do with listings. Each act is one transaction and writes its audit row and history."""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.models import User
from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.actions import fill_traditional, mark_machine, queue_change
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.places.rates import convert
from investguangdong.projects.models import (
    Evidence,
    Project,
    ProjectChange,
    SavedProject,
    SavedSearch,
    Status,
)
from investguangdong.projects.publishing import may_become, missing
from investguangdong.projects.readiness import Paper, readiness
from investguangdong.projects.searchtext import VECTOR, Words, words_for
from investguangdong.projects.translation import ProjectTranslation

SHORTLIST_LIMIT = 20
TEXTS = ProjectTranslation.fields
WEIGHTED = (
    ("A", "title"),
    ("B", "summary"),
    ("C", "offered"),
    ("C", "asked"),
    ("C", "description"),
    ("D", "risks"),
)
# Columns that follow from others: never part of the history.
DERIVED = frozenset({"readiness", "amount_cny_min", "amount_cny_max", "rate_date", "sector_ids", "search"})


class IllegalStep(Exception):
    """The act does not fit the state of the row; the message says what to do next (409)."""


class OldVersion(IllegalStep):
    """Somebody changed the row since it was read (409)."""


class Incomplete(Exception):
    """Publishing needs more; `.missing` names it (422)."""

    def __init__(self, labels):
        self.missing = labels
        super().__init__(", ".join(str(label) for label in labels))


@transaction.atomic
def create_project(*, by, sectors=(), policies=(), evidence=(), **fields) -> Project:
    """A new listing, a draft unless `status` says otherwise. `evidence` is a list of dicts."""
    project = Project(**fields)
    filled = fill_traditional(project, TEXTS)
    project.save()
    mark_machine([project], filled)
    project.sectors.set(sectors)
    project.policies.set(policies)
    Evidence.objects.bulk_create(Evidence(project=project, **paper) for paper in evidence)
    refresh(project)
    record("project.create", project, by=by)
    queue_change(project, "status", None, project.status)
    return project


@transaction.atomic
def change_project(
    project: Project, *, by, changes: dict, sectors=None, version: int | None = None
) -> Project:
    """Sets the fields of `changes`; each that differs becomes a row of history and of the change queue."""
    locked = lock(project, version)
    told = {
        name: (getattr(locked, name), new) for name, new in changes.items() if getattr(locked, name) != new
    }
    for name, (_old, new) in told.items():
        setattr(locked, name, new)
    filled = fill_traditional(locked, [text for text in TEXTS if column(text, "zh-hans") in told])
    if sectors is not None and set(sectors) != set(locked.sectors.all()):
        told["sectors"] = (slugs(locked.sectors.all()), slugs(sectors))
        locked.sectors.set(sectors)
    return keep(locked, told, by=by, verb="project.change", filled=filled)


def slugs(sectors) -> str:
    return ", ".join(sorted(sector.slug for sector in sectors))


def lock(project: Project, version: int | None = None) -> Project:
    """The row as it stands, held until the end of the transaction."""
    locked = Project.objects.select_for_update().get(pk=project.pk)
    if version is not None and locked.version != version:
        raise OldVersion(
            _("Somebody has changed this listing since you opened it. Read it again, then save.")
        )
    return locked


def keep(project: Project, told: dict, *, by, verb: str, filled=(), reason: str = "") -> Project:
    """Saves the row with its history: `told` is {field: (old, new)}."""
    if not told:
        return project
    project.updated_at = clock.now()
    project.version += 1
    project.save()
    mark_machine([project], filled)
    write_history(project, told, by=by)
    refresh(project)
    record(verb, project, by=by, changes=told, reason=reason)
    return project


def write_history(project: Project, told: dict, *, by) -> None:
    rows = [
        ProjectChange(
            project=project, field=name, old=as_text(old), new=as_text(new), by=by, at=project.updated_at
        )
        for name, (old, new) in told.items()
    ]
    ProjectChange.objects.bulk_create(rows)
    for row in rows:
        queue_change(project, row.field, row.old, row.new)


def as_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


@transaction.atomic
def set_evidence(project: Project, *, by, kind: str, **fields) -> Evidence:
    """One paper of a kind, new or replaced; the readiness follows."""
    project = lock(project)
    old = project.readiness
    paper, _is_new = Evidence.objects.update_or_create(project=project, kind=kind, defaults=fields)
    refresh(project)
    told = {"evidence": ("", f"{kind}: {paper.state}")}
    if project.readiness != old:
        told["readiness"] = (old, project.readiness)
    project.updated_at = clock.now()
    write_history(project, told, by=by)
    record("project.evidence", project, by=by, changes=told)
    return paper


@transaction.atomic
def remove_evidence(project: Project, *, by, kind: str) -> None:
    """A paper handed in by mistake; the readiness follows."""
    project = lock(project)
    project.evidence.filter(kind=kind).delete()
    refresh(project)
    project.updated_at = clock.now()
    write_history(project, {"evidence": (kind, "")}, by=by)
    record("project.evidence", project, by=by, changes={"evidence": (kind, "")})


def step(project: Project, status: str, *, by, reason: str = "", version=None, **fields) -> Project:
    """Moves a listing along its path; a step that is not on it is refused."""
    locked = lock(project, version)
    if not may_become(locked, status):
        raise IllegalStep(
            _("A listing that is “%(now)s” cannot become “%(next)s”. Reload to see what is possible.")
            % {"now": locked.get_status_display(), "next": Status(status).label}
        )
    changes = {"status": status, **fields}
    told = {
        name: (getattr(locked, name), new) for name, new in changes.items() if getattr(locked, name) != new
    }
    for name, new in changes.items():
        setattr(locked, name, new)
    if status == Status.PUBLISHED and (labels := missing(locked)):
        raise Incomplete(labels)
    told.pop("published_at", None)
    return keep(locked, told, by=by, verb=f"project.{status}", reason=reason)


@transaction.atomic
def submit_project(project: Project, *, by, version=None) -> Project:
    return step(project, Status.SUBMITTED, by=by, version=version)


@transaction.atomic
def review_project(project: Project, *, by, status: str, reason: str = "", version=None) -> Project:
    """To city or provincial review, or back to draft with a reason."""
    return step(project, status, by=by, reason=reason, version=version)


@transaction.atomic
def publish_project(project: Project, *, by, expires_on=None, version=None) -> Project:
    """Out to the public. Raises `Incomplete` with all that is missing."""
    fields = {"expires_on": expires_on} if expires_on else {}
    fields["published_at"] = project.published_at or clock.now()
    return step(project, Status.PUBLISHED, by=by, version=version, **fields)


@transaction.atomic
def pause_project(project: Project, *, by, reason: str, version=None) -> Project:
    return step(project, Status.PAUSED, by=by, reason=reason, version=version)


@transaction.atomic
def close_project(project: Project, *, by, outcome: str, reason: str = "", version=None) -> Project:
    """The end of an offer; its page stays and says when and why."""
    return step(
        project,
        Status.CLOSED,
        by=by,
        reason=reason,
        version=version,
        outcome=outcome,
        outcome_reason=reason,
        closed_at=clock.now(),
    )


@transaction.atomic
def verify_project(project: Project, *, by, expires_on, version=None) -> Project:
    """An officer has checked the facts today; the listing is shown until `expires_on`."""
    locked = lock(project, version)
    new = {"verified_on": clock.today(), "verified_by": by, "expires_on": expires_on}
    told = {
        name: (getattr(locked, name), value) for name, value in new.items() if getattr(locked, name) != value
    }
    for name, value in new.items():
        setattr(locked, name, value)
    return keep(locked, told, by=by, verb="project.verify")


def save_for(user, project: Project) -> SavedProject:
    """On the shortlist; a second time changes nothing. A full list is refused."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        known = SavedProject.objects.visible_to(user).filter(project=project).first()
        if known:
            return known
        if SavedProject.objects.visible_to(user).count() >= SHORTLIST_LIMIT:
            raise IllegalStep(_("A shortlist holds 20 projects. Take one off, then add this one."))
        return SavedProject.objects.create(user=user, project=project)


def unsave_for(user, project: Project) -> None:
    SavedProject.objects.visible_to(user).filter(project=project).delete()


def merge_shortlist(user, codes: list[str]) -> int:
    """What a visitor saved before signing in joins the account's list, as far as there is room."""
    saved = 0
    for project in Project.objects.visible_to(user).filter(code__in=codes[:SHORTLIST_LIMIT]):
        try:
            save_for(user, project)
        except IllegalStep:
            break
        saved += 1
    return saved


def save_search(user, *, name: str, query: str, digest: str) -> SavedSearch:
    """One row for one address; saving it again renames it."""
    try:
        with transaction.atomic():
            return SavedSearch.objects.create(user=user, name=name, query=query, digest=digest)
    except IntegrityError:
        row = SavedSearch.objects.get(user=user, query=query)
        row.name, row.digest = name, digest
        row.save()
        return row


def refresh(project: Project) -> None:
    """Writes what follows from the row: amounts in yuan, sectors, readiness and the words of the search."""
    sectors = list(project.sectors.all())
    project.sector_ids = sorted({sector.pk for sector in sectors} | {project.primary_sector_id} - {None})
    papers = [
        Paper(paper.kind, paper.state, paper.is_valid) for paper in Evidence.objects.filter(project=project)
    ]
    project.readiness = readiness(project.kind, papers)
    set_yuan(project)
    columns = ("sector_ids", "readiness", "amount_cny_min", "amount_cny_max", "rate_date")
    Project.objects.filter(pk=project.pk).update(**{name: getattr(project, name) for name in columns})
    write_words(project.pk, words_of(project, sectors))


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
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE projects_project SET search = {VECTOR} WHERE id = %s",  # noqa: S608
            [*words.parameters(), pk],
        )
