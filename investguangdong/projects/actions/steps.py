"""The path of a listing from draft to closed; a step that is not on it is refused."""

from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.core.languages import column
from investguangdong.projects import four_eyes
from investguangdong.projects.actions.refusals import IllegalStep, Incomplete, NotForYou
from investguangdong.projects.actions.reviewing import (
    answer,
    ask_for_review,
    hold,
    keep_baseline,
    open_round,
    publish_changes,
    refuse_open_comments,
    tell_writers,
    write_publication,
    writers_of,
)
from investguangdong.projects.actions.writing import keep, lock, set_evidence
from investguangdong.projects.models import FreshnessNotice, Project, Review, ReviewKind, ReviewState, Status
from investguangdong.projects.publishing import may_become, missing


def step(project: Project, status: str, *, by, reason: str = "", version=None, **fields) -> Project:
    """Moves a listing along its path; a step that is not on it is refused."""
    locked = lock(project, version)
    if not may_become(locked, status):
        raise IllegalStep(
            _("A listing that is “%(now)s” cannot become “%(next)s”. Reload to see what is possible.")
            % {"now": locked.get_status_display(), "next": Status(status).label}
        )
    if sentence := four_eyes.objection(locked, status, by=by, review=Review.objects.open_of(locked)):
        raise NotForYou(sentence)
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
    """Opens a round of review; everybody who has written is its author from here on."""
    refuse_open_comments(project)
    writers = writers_of(project)
    submitted = step(project, Status.SUBMITTED, by=by, version=version)
    open_round(submitted, ReviewKind.FIRST, by=by, state=ReviewState.ASKED, writers=writers)
    return submitted


@transaction.atomic
def review_project(project: Project, *, by, status: str, reason: str = "", version=None) -> Project:
    """To city or provincial review, or back to draft with a reason, which its author is told."""
    moved = step(project, status, by=by, reason=reason, version=version)
    review = Review.objects.open_of(moved)
    if review is None:
        return moved
    if status == Status.DRAFT:
        answer(review, ReviewState.RETURNED, by=by, reason=reason or "–")
        tell_writers(moved, review, "listing_returned")
    else:
        review.taken_by = by
        review.save(update_fields=["taken_by"])
    return moved


@transaction.atomic
def withdraw_project(project: Project, *, by, version=None) -> Project:
    """The author takes a submitted listing back to write on."""
    moved = step(project, Status.DRAFT, by=by, version=version)
    if review := Review.objects.open_of(moved):
        answer(review, ReviewState.WITHDRAWN, by=by)
    return moved


@transaction.atomic
def publish_project(project: Project, *, by, expires_on=None, version=None) -> Project:
    """Out to the public. Raises `Incomplete` with all that is missing."""
    refuse_open_comments(project)
    fields = {"expires_on": expires_on} if expires_on else {}
    fields["published_at"] = project.published_at or clock.now()
    published = step(project, Status.PUBLISHED, by=by, version=version, **fields)
    write_publication(published, by=by)
    review = Review.objects.open_of(published)
    if review and review.kind == ReviewKind.FIRST:
        answer(review, ReviewState.PUBLISHED, by=by)
        tell_writers(published, review, "listing_published")
    return published


@transaction.atomic
def confirm_project(project: Project, *, by, officer, expires_on, letter=None, version=None) -> Project:
    """An offer found elsewhere becomes our own: an officer answers for it, the right to offer is shown, the facts
    were checked today. It stays public as it is until a second person publishes it; the province does both.
    The source stays on the row."""
    locked = lock(project, version)
    if not locked.is_unconfirmed:
        raise IllegalStep(_("This listing is confirmed already. Reload to see how it stands."))
    if letter:
        set_evidence(locked, by=by, **letter)
    keep_baseline(locked)
    proposal = {"officer": officer.pk, "expires_on": expires_on.isoformat(), "verified_by": by.pk}
    proposal |= {"verified_on": clock.today().isoformat(), **body_of(locked)}
    hold(locked, proposal, by=by)
    review = ask_for_review(locked, by=by)
    if scope_of(by).writes_everywhere:
        return publish_changes(locked, by=by)
    return review.project


def body_of(project: Project) -> dict:
    """Who offers it, where only the source names a body."""
    if project.publishing_body_en or project.publishing_body_zh_hans or not project.source_body:
        return {}
    is_chinese = any("\u3400" <= char <= "\u9fff" for char in project.source_body)
    return {column("publishing_body", "zh-hans" if is_chinese else "en"): project.source_body}


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
    """An officer has checked the facts today; the listing is shown until `expires_on`. One that was paused
    because its last check ran out comes back by the same act."""
    locked = lock(project, version)
    new = {"verified_on": clock.today(), "verified_by": by, "expires_on": expires_on}
    if has_lapsed(locked):
        new["status"] = Status.PUBLISHED
    told = {
        name: (getattr(locked, name), value) for name, value in new.items() if getattr(locked, name) != value
    }
    for name, value in new.items():
        setattr(locked, name, value)
    if "status" in new and (labels := missing(locked)):
        raise Incomplete(labels)
    return keep(locked, told, by=by, verb="project.verify")


def has_lapsed(project: Project) -> bool:
    """Paused by the calendar and not by an officer."""
    return (
        project.status == Status.PAUSED
        and FreshnessNotice.objects.filter(
            project=project, what=FreshnessNotice.What.EXPIRY, day=project.expires_on, days_left=0
        ).exists()
    )
