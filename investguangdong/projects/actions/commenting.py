"""Comments on the lines of a listing: made, answered, settled, opened again. None is ever deleted."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.actions import review_translation
from investguangdong.core.languages import column
from investguangdong.projects.actions.refusals import IllegalStep
from investguangdong.projects.actions.writing import lock
from investguangdong.projects.models import Project, ReviewComment


@transaction.atomic
def comment_on(
    project: Project, *, by, text: str, line: str = "", is_must: bool = False, answers=None
) -> ReviewComment:
    """On one line, or on the whole; an answer stands under the comment it answers and settles nothing."""
    locked = lock(project)
    last = locked.review_comments.aggregate(last=Max("number"))["last"] or 0
    rounds = locked.reviews.aggregate(last=Max("number"))["last"] or 0
    comment = ReviewComment.objects.create(
        project=locked,
        number=last + 1,
        round=rounds,
        line=answers.line if answers else line,
        answers=answers,
        text=text,
        is_must=is_must and answers is None,
        by=by,
    )
    record("project.comment", locked, by=by, changes={comment.line or "whole": comment.number})
    return comment


@transaction.atomic
def settle_comment(comment: ReviewComment, *, by) -> ReviewComment:
    """Put right, or agreed to leave: by whoever did it, with the name kept."""
    lock(comment.project)
    comment = ReviewComment.objects.select_related("project").get(pk=comment.pk)
    if comment.is_settled or comment.answers_id:
        raise IllegalStep(_("This comment has been settled already. Reload to see by whom."))
    comment.resolved_by, comment.resolved_at = by, clock.now()
    comment.save(update_fields=["resolved_by", "resolved_at"])
    record("project.settle", comment.project, by=by, changes={"comment": comment.number})
    return comment


@transaction.atomic
def reopen_comment(comment: ReviewComment, *, by) -> ReviewComment:
    """Not put right after all."""
    lock(comment.project)
    comment = ReviewComment.objects.select_related("project").get(pk=comment.pk)
    if not comment.is_settled:
        raise IllegalStep(_("This comment is open already."))
    comment.resolved_by = comment.resolved_at = None
    comment.save(update_fields=["resolved_by", "resolved_at"])
    record("project.reopen", comment.project, by=by, changes={"comment": comment.number})
    return comment


@transaction.atomic
def review_texts(project: Project, *, by, cells: list[tuple[str, str]]) -> int:
    """`by` has compared these (text, language) with their source as both stand now."""
    locked = lock(project)
    there = [(name, code) for name, code in cells if getattr(locked, column(name, code))]
    for name, code in there:
        review_translation(locked, name, code, by=by)
    if there:
        told = {column(name, code): (None, "reviewed") for name, code in there}
        record("project.texts", locked, by=by, changes=told)
    return len(there)
