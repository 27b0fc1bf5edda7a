"""Rounds of review: changes of a public listing wait beside it until somebody else publishes them."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import scope_of
from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.notifications.actions import notify
from investguangdong.places.models import Policy, Sector
from investguangdong.projects import four_eyes, versions
from investguangdong.projects.actions.refusals import IllegalStep, Incomplete, NotForYou
from investguangdong.projects.actions.writing import change_project, lock
from investguangdong.projects.models import (
    Project,
    ProjectChange,
    Publication,
    Review,
    ReviewKind,
    ReviewState,
    Status,
)
from investguangdong.projects.publishing import missing

BESIDE = (ReviewKind.CHANGES, ReviewKind.CONFIRMATION)


class Edit(NamedTuple):
    """The public row as it stands, and the round that holds what has to wait, if anything has."""

    project: Project
    held: Review | None


@transaction.atomic
def edit_project(
    project: Project, *, by, changes: dict, sectors=None, policies=None, version: int | None = None
) -> Edit:
    """What an officer saves. Of a public listing, a city officer's changes of what an investor decides on are
    kept beside it for a second person; everything else, and the province's changes, go out at once."""
    locked = lock(project, version)
    lists = {name: rows for name, rows in (("sectors", sectors), ("policies", policies)) if rows is not None}
    waits = must_wait(locked, by)
    held = hold(locked, held_part(locked, changes, lists), by=by) if waits else None
    now = {name: value for name, value in changes.items() if not (waits and name in versions.MATERIAL)}
    was_public = locked.is_public
    changed = change_project(locked, by=by, changes=now, **({} if waits else lists))
    if changed.version != locked.version:
        after_edit(changed, by=by, was_public=was_public)
    return Edit(changed, held)


def must_wait(project: Project, by) -> bool:
    return by is not None and project.is_public and not scope_of(by).writes_everywhere


def after_edit(project: Project, *, by, was_public: bool) -> None:
    """A public row that changed is kept as a publication; who edits under review becomes one of its writers."""
    if was_public:
        write_publication(project, by=by)
        return
    review = Review.objects.open_of(project)
    if review and by:
        review.writers.add(by)


def held_part(project: Project, changes: dict, lists: dict) -> dict:
    part = {
        name: versions.encoded(name, value) for name, value in changes.items() if name in versions.MATERIAL
    }
    return part | {name: versions.slugs(rows) for name, rows in lists.items()}


def hold(project: Project, part: dict, *, by) -> Review | None:
    """Puts the changes to what already waits; what is as the public has it waits no longer."""
    review = Review.objects.beside(project)
    proposal = {**(review.proposal if review else {}), **part}
    proposal = {name: raw for name, raw in proposal.items() if not is_public_value(project, name, raw)}
    if proposal == (review.proposal if review else {}):
        return review
    if not proposal:
        return withdraw(project, review, by=by)
    review = writable_round(project, review, by=by)
    review.proposal = proposal
    review.save(update_fields=["proposal"])
    review.writers.add(by)
    Project.objects.filter(pk=project.pk).update(version=F("version") + 1)
    record("project.hold", project, by=by, changes={name: (None, part[name]) for name in part})
    return review


def is_public_value(project: Project, name: str, raw) -> bool:
    if name in versions.LISTS:
        return sorted(raw) == versions.slugs(getattr(project, name).all())
    public = versions.value_of(project, name)
    return versions.is_same(name, versions.encoded(name, versions.decoded(name, raw)), public)


def writable_round(project: Project, review: Review | None, *, by) -> Review:
    """The open round, else the next one."""
    if review and review.is_open:
        return review
    kind = ReviewKind.CONFIRMATION if project.is_unconfirmed else ReviewKind.CHANGES
    return open_round(project, kind, by=by, state=ReviewState.WRITING)


def open_round(project: Project, kind: str, *, by, state: str, writers=()) -> Review:
    last = project.reviews.aggregate(last=Max("number"))["last"] or 0
    asked = {"asked_by": by, "asked_at": clock.now()} if state == ReviewState.ASKED else {}
    review = Review.objects.create(project=project, number=last + 1, kind=kind, state=state, **asked)
    review.writers.set(writers)
    return review


def writers_of(project: Project) -> list[User]:
    """Everybody who wrote what is not public yet, from the history and from who made the row."""
    rows = ProjectChange.objects.filter(project=project, field__in=[*versions.MATERIAL, *versions.LISTS])
    last = project.publications.aggregate(last=Max("at"))["last"]
    rows = rows.filter(at__gt=last) if last else rows
    ids = set(rows.values_list("by", flat=True).distinct()) | {project.created_by_id}
    return list(User.objects.filter(pk__in=ids - {None}))


@transaction.atomic
def ask_for_review(project: Project, *, by, version: int | None = None) -> Review:
    """The changes beside a public listing go to a second person. Refused while a comment must be put right."""
    locked = lock(project, version)
    review = Review.objects.beside(locked)
    if review is None or review.state == ReviewState.ASKED:
        raise IllegalStep(_("Nothing waits beside this listing that could be sent for review."))
    refuse_open_comments(locked)
    refuse_incomplete(locked, review)
    if not review.is_open:
        proposal, writers = review.proposal, list(review.writers.all())
        review = open_round(locked, review.kind, by=by, state=ReviewState.ASKED, writers=writers)
        review.proposal = proposal
    review.state, review.asked_by, review.asked_at = ReviewState.ASKED, by, clock.now()
    review.save()
    record("project.ask", locked, by=by, changes={"round": review.number})
    return review


def refuse_open_comments(project: Project) -> None:
    count = project.review_comments.must_fix().count()
    if count:
        raise IllegalStep(
            ngettext(
                "%(count)s comment must be put right first. Settle it on the review page, then go on.",
                "%(count)s comments must be put right first. Settle them on the review page, then go on.",
                count,
            )
            % {"count": count}
        )


def refuse_incomplete(project: Project, review: Review) -> None:
    labels = missing(versions.with_values(project, review.proposal))
    if labels and (review.kind == ReviewKind.CONFIRMATION or project.status == Status.PUBLISHED):
        raise Incomplete(labels)


@transaction.atomic
def publish_changes(project: Project, *, by, version: int | None = None) -> Project:
    """What waits goes out, by somebody who did not write it; followers are told each old and new value."""
    locked = lock(project, version)
    review = asked_beside(locked)
    if sentence := four_eyes.objection_to_author(locked, by, review):
        raise NotForYou(sentence)
    refuse_open_comments(locked)
    refuse_incomplete(locked, review)
    keep_baseline(locked)
    changed = change_project(locked, by=by, **as_changes(locked, review))
    answer(review, ReviewState.PUBLISHED, by=by)
    write_publication(changed, by=by)
    tell_writers(changed, review, "listing_published")
    return changed


def asked_beside(project: Project) -> Review:
    review = Review.objects.beside(project)
    if review is None or review.state != ReviewState.ASKED:
        raise IllegalStep(_("Nothing waits for a decision beside this listing. Reload to see how it stands."))
    return review


def as_changes(project: Project, review: Review) -> dict:
    """The arguments of `change_project`; a confirmed offer becomes a published listing in the same act."""
    draft = versions.with_values(project, review.proposal)
    names = [name for name in review.proposal if name not in versions.LISTS]
    changes = {name: getattr(draft, name) for name in names}
    if review.kind == ReviewKind.CONFIRMATION:
        changes |= {"status": Status.PUBLISHED, "published_at": project.published_at or clock.now()}
    return {"changes": changes, **lists_of(review.proposal)}


def lists_of(proposal: dict) -> dict:
    models = {"sectors": Sector, "policies": Policy}
    return {
        name: list(models[name].objects.filter(slug__in=proposal[name]))
        for name in models
        if name in proposal
    }


@transaction.atomic
def return_changes(project: Project, *, by, reason: str, version: int | None = None) -> Review:
    """Back to who wrote them, with a reason; the public sees what it saw before."""
    locked = lock(project, version)
    review = answer(asked_beside(locked), ReviewState.RETURNED, by=by, reason=reason)
    record("project.return", locked, by=by, changes={"round": review.number}, reason=reason)
    tell_writers(locked, review, "listing_returned")
    return review


@transaction.atomic
def discard_changes(project: Project, *, by, version: int | None = None) -> None:
    """What waits beside the listing is given up."""
    locked = lock(project, version)
    review = Review.objects.beside(locked)
    if review is None:
        raise IllegalStep(_("Nothing waits beside this listing. Reload to see how it stands."))
    withdraw(locked, review, by=by)


def withdraw(project: Project, review: Review | None, *, by) -> None:
    if review:
        answer(review, ReviewState.WITHDRAWN, by=by)
        Project.objects.filter(pk=project.pk).update(version=F("version") + 1)
        record("project.withdraw", project, by=by, changes={"round": review.number})


def answer(review: Review, state: str, *, by, reason: str = "") -> Review:
    review.state, review.answered_by, review.answered_at, review.reason = state, by, clock.now(), reason
    review.save(update_fields=["state", "answered_by", "answered_at", "reason"])
    return review


def tell_writers(project: Project, review: Review, kind: str) -> None:
    """Everybody who had a hand in it, but not who has just decided."""
    people = {one.pk: one for one in (*review.writers.all(), review.asked_by, project.officer) if one}
    people.pop(review.answered_by_id, None)
    for person in people.values():
        notify(kind, to=person, about=project, version=str(review.number))


def keep_baseline(project: Project) -> None:
    """A row that was public before this desk kept publications: what it showed until now."""
    if project.is_public and not project.publications.exists():
        write_publication(project, by=None)


def write_publication(project: Project, *, by) -> Publication:
    """What the public sees from now on."""
    last = project.publications.aggregate(last=Max("number"))["last"] or 0
    return Publication.objects.create(
        project=project, number=last + 1, version=project.version, by=by, data=versions.snapshot(project)
    )
