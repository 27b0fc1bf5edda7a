"""What each side says to a match."""

from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.matching import introduce
from investguangdong.matching.choices import Answer, Reason, Side
from investguangdong.matching.models import Feedback, Match


class NotPossible(Exception):
    """The answer comes too late or is no answer; the sentence says what to do instead."""


@transaction.atomic
def decide(match: Match, *, by, answer: str, reason: str = "", note: str = "") -> Match:
    """Records one side's answer; the same answer twice is one answer. When both sides have said yes, names
    are opened and a case is made. Raises `NotPossible` after that, and for a no without a reason."""
    locked = Match.objects.select_for_update(of=("self",))
    match = locked.select_related("mandate", "project").get(pk=match.pk)
    side = Side.PROJECT if by.is_staff else Side.INVESTOR
    check_answer(match, answer=answer, reason=reason)
    before = match.state_of(side)
    if before == answer:
        return match
    setattr(match, f"state_{side}", answer)
    match.declined_material = match.material if Answer.NO in match.answers else ""
    match.save(update_fields=[f"state_{side}", "declined_material"])
    Feedback.objects.create(
        match=match,
        side=side,
        action=answer,
        reason=reason,
        note=note[:400],
        by=by,
        score=match.score,
        model_version=match.model_version,
    )
    record("decided", match, by=by, changes={f"state_{side}": (before, answer)}, reason=reason)
    if match.is_mutual:
        introduce.both_sides(match, by=by)
    return match


def check_answer(match: Match, *, answer: str, reason: str) -> None:
    if answer not in (Answer.YES, Answer.LATER, Answer.NO):
        raise NotPossible(_("Choose one of the answers."))
    if answer == Answer.NO and reason not in Reason.values:
        raise NotPossible(_("Say why, so that the next matches are better."))
    if match.is_mutual and answer != Answer.YES:
        raise NotPossible(_("Both sides have already agreed and a case is open. Write to the officer there."))
