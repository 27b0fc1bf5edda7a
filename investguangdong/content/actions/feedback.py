"""Remarks about pages: taken in once, answered within five working days, forgotten after a year."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from investguangdong.audit.actions import record
from investguangdong.content.models import PageFeedback
from investguangdong.core import clock
from investguangdong.core.submissions import once, settle
from investguangdong.core.workdays import add_working_days
from investguangdong.notifications.actions import notify
from investguangdong.places.calendar import guangdong

ANSWER_DAYS = 5
KEPT_FOR = timedelta(days=365)


class NotWaiting(Exception):
    """It has been answered or closed in the meantime: 409."""


@transaction.atomic
def give_feedback(data: dict, *, actor: str, key: str, fingerprint: str, city=None) -> PageFeedback | None:
    """`data`: address, language, useful, text, email. None where the same form was sent before."""
    if once(actor, key, fingerprint) is not None:
        return None
    text, now = data["text"], clock.now()
    row = PageFeedback.objects.create(
        address=data["address"],
        language=data["language"],
        city=city,
        useful=data["useful"],
        text=text,
        email=data["email"] if text else "",
        received_at=now,
        due_at=add_working_days(now, ANSWER_DAYS, guangdong()).at if text else None,
        state=PageFeedback.State.NEW if text else PageFeedback.State.COUNTED,
    )
    settle(actor, key, row.address[:200])
    return row


@transaction.atomic
def answer_feedback(feedback: PageFeedback, *, by, answer: str) -> PageFeedback:
    """Kept with the remark, and mailed where an address was left."""
    row = _waiting(feedback, by)
    row.state, row.answer = PageFeedback.State.ANSWERED, answer
    row.answered_by, row.answered_at = by, clock.now()
    row.save()
    record("feedback.answer", row, by=by, changes={"state": row.state})
    if row.email:
        notify("feedback_answered", to=row.email, about=row, language=row.language)
    return row


@transaction.atomic
def close_feedback(feedback: PageFeedback, *, by, reason: str) -> PageFeedback:
    """Nothing to answer: spam, thanks, or no way to reach the writer. The reason goes to the audit."""
    row = _waiting(feedback, by)
    row.state, row.answered_by, row.answered_at = PageFeedback.State.CLOSED, by, clock.now()
    row.save()
    record("feedback.close", row, by=by, changes={"state": row.state}, reason=reason)
    return row


def _waiting(feedback: PageFeedback, by) -> PageFeedback:
    row = PageFeedback.objects.select_for_update().get(pk=feedback.pk)
    if row.state != PageFeedback.State.NEW:
        raise NotWaiting(row.get_state_display())
    if not row.can_be_answered_by(by):
        raise PermissionDenied
    return row


def forget_old_feedback() -> int:
    """After a year the yes or no stays, what was written and the address go."""
    old = PageFeedback.objects.filter(received_at__lt=clock.now() - KEPT_FOR, forgotten_at=None)
    return blank(old.exclude(state=PageFeedback.State.NEW))


def erase_feedback(rows) -> int:
    """At the writer's wish; what still waited is closed, since there is nothing left to answer."""
    rows.filter(state=PageFeedback.State.NEW).update(state=PageFeedback.State.CLOSED)
    return blank(rows)


def blank(rows) -> int:
    return rows.update(text="", email="", answer="", forgotten_at=clock.now())
