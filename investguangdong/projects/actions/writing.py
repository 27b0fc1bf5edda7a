"""Writing a listing: every field that differs becomes a row of history and of the change queue."""

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.actions import fill_traditional, mark_machine, note_texts, queue_change
from investguangdong.core.jobs import wake_on_commit
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.projects.actions.derived import refresh
from investguangdong.projects.actions.refusals import OldVersion
from investguangdong.projects.models import Evidence, Project, ProjectChange
from investguangdong.projects.translation import TEXTS

TELL = "projects.tell"


@transaction.atomic
def create_project(*, by, sectors=(), policies=(), evidence=(), **fields) -> Project:
    """A new listing, a draft unless `status` says otherwise. `evidence` is a list of dicts."""
    project = Project(created_by=by, **fields)
    filled = fill_traditional(project, [name for name in TEXTS if not fields.get(column(name, "zh-hant"))])
    project.save()
    mark_machine([project], filled)
    project.sectors.set(sectors)
    project.policies.set(policies)
    Evidence.objects.bulk_create(Evidence(project=project, **paper) for paper in evidence)
    refresh(project)
    record("project.create", project, by=by)
    queue_change(project, "status", None, project.status)
    wake_on_commit(TELL)
    return project


@transaction.atomic
def change_project(
    project: Project, *, by, changes: dict, sectors=None, policies=None, version: int | None = None
) -> Project:
    """Sets the fields of `changes`; each that differs becomes a row of history and of the change queue. Writes
    to the row at once: what an officer types goes through `edit_project`."""
    locked = lock(project, version)
    told = {
        name: (getattr(locked, name), new) for name, new in changes.items() if getattr(locked, name) != new
    }
    for name, (_old, new) in told.items():
        setattr(locked, name, new)
    filled = fill_traditional(locked, texts_to_convert(told))
    for name, rows in (("sectors", sectors), ("policies", policies)):
        linked = getattr(locked, name)
        if rows is not None and set(rows) != set(linked.all()):
            told[name] = (slugs(linked.all()), slugs(rows))
            linked.set(rows)
    saved = keep(locked, told, by=by, verb="project.change", filled=filled)
    note_texts(saved, texts_in(told), by=by)
    return saved


def texts_in(told: dict) -> dict[str, dict[str, str]]:
    """{text: {language: what it said before}} of the texts that were changed."""
    found: dict[str, dict[str, str]] = {}
    for name in TEXTS:
        for code in LANGUAGES:
            if column(name, code) in told:
                found.setdefault(name, {})[code] = told[column(name, code)][0] or ""
    return found


def texts_to_convert(told: dict) -> list[str]:
    """New Simplified text makes new Traditional text, unless somebody typed that as well."""
    return [name for name in TEXTS if column(name, "zh-hans") in told and column(name, "zh-hant") not in told]


def slugs(rows) -> str:
    return ", ".join(sorted(row.slug for row in rows))


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
    wake_on_commit(TELL)


def as_text(value) -> str:
    """Codes and slugs, so that it can be said in any language later."""
    if value is None:
        return ""
    if isinstance(value, Model):
        return getattr(value, "slug", "") or str(value.pk)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


@transaction.atomic
def set_evidence(project: Project, *, by, kind: str, **fields) -> Evidence:
    """One paper of a kind, new or replaced; the readiness follows."""
    project = lock(project)
    old = project.readiness
    paper, _is_new = Evidence.objects.update_or_create(project=project, kind=kind, defaults=fields)
    project.updated_at = clock.now()
    refresh(project)
    told = {"evidence": ("", f"{kind}: {paper.state}")}
    if project.readiness != old:
        told["readiness"] = (old, project.readiness)
    write_history(project, told, by=by)
    record("project.evidence", project, by=by, changes=told)
    return paper


@transaction.atomic
def remove_evidence(project: Project, *, by, kind: str) -> None:
    """A paper handed in by mistake; the readiness follows."""
    project = lock(project)
    project.evidence.filter(kind=kind).delete()
    project.updated_at = clock.now()
    refresh(project)
    write_history(project, {"evidence": (kind, "")}, by=by)
    record("project.evidence", project, by=by, changes={"evidence": (kind, "")})
