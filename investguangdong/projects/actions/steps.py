"""The path of a listing from draft to closed; a step that is not on it is refused."""

from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.core import clock
from investguangdong.projects.actions.refusals import IllegalStep, Incomplete
from investguangdong.projects.actions.writing import keep, lock
from investguangdong.projects.models import Project, Status
from investguangdong.projects.publishing import may_become, missing


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
