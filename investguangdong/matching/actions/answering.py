"""What each side says to a match."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.workdays import add_working_days
from investguangdong.investors.models import Mandate
from investguangdong.matching import introduce
from investguangdong.matching.actions.returning import facts_of
from investguangdong.matching.actions.showing import keep_values
from investguangdong.matching.actions.suggesting import suggest
from investguangdong.matching.choices import Answer, Reason, Side
from investguangdong.matching.material import mark_of_pair
from investguangdong.matching.models import Feedback, Match
from investguangdong.matching.refusals import NotPossible
from investguangdong.places.calendar import guangdong

# An officer has this many working days to answer an investor who is interested.
OFFICER_DAYS = 3
# "Later" without a day.
LATER = timedelta(days=90)
KEPT = [
    *("state_investor", "state_project", "wake_investor", "wake_project", "declined_material"),
    *("returned", "answered_at", "answer_due", "introduced_at", "case"),
]


@transaction.atomic
def decide(match: Match, *, by, answer: str, reason: str = "", note: str = "", until=None) -> Match:
    """Records one side's answer; the same answer twice is one answer. When both sides have said yes, names
    are opened and a case is made. `until` is the day a "later" asks again. Raises `NotPossible` after an
    introduction, for a no without a reason, and for a yes nobody could follow up."""
    match, side = locked(match), side_of(by)
    until = until_when(answer, until)
    check_answer(match, answer=answer, reason=reason)
    said = Feedback.objects.in_force().filter(match=match, side=side).first()
    if match.state_of(side) == answer and said_already(said, reason, note, until):
        return match
    if answer == Answer.YES:
        introduce.check(match)
    keep(match, side, said, by=by, answer=answer, reason=reason, note=note[:400], until=until)
    follow_up(match, side, by=by)
    return match


@transaction.atomic
def undo(match: Match, *, by) -> Match:
    """Takes the last answer of one's own side back: the state before it stands again. Raises `NotPossible`
    where there is none, or both sides have been introduced."""
    match, side = locked(match), side_of(by)
    said = Feedback.objects.in_force().filter(match=match, side=side).first()
    if match.is_mutual:
        raise NotPossible(already())
    if said is None or match.state_of(side) != said.action:
        raise NotPossible(_("There is nothing to take back: this match waits for an answer."))
    said.ended_at, said.was_undone = clock.now(), True
    said.save(update_fields=["ended_at", "was_undone"])
    before = Feedback.objects.meant().filter(match=match, side=side).first()
    if before:
        Feedback.objects.filter(pk=before.pk).update(ended_at=None)
    stand(match, side, before.action if before else Answer.OPEN, until=before.until if before else None)
    match.save(update_fields=KEPT)
    record("undone", match, by=by, changes={f"state_{side}": (said.action, match.state_of(side))})
    return match


def locked(match: Match) -> Match:
    """The mandate before the match, as scoring does, so that the two cannot wait for each other."""
    Mandate.objects.select_for_update(of=("self",), no_key=True).get(pk=match.mandate_id)
    rows = Match.objects.select_for_update(of=("self",))
    return rows.select_related("mandate__organisation", "project__city", "project__officer").get(pk=match.pk)


def side_of(by) -> str:
    return Side.PROJECT if by.is_staff else Side.INVESTOR


def until_when(answer: str, until: date | None) -> date | None:
    return (until or clock.today() + LATER) if answer == Answer.LATER else None


def check_answer(match: Match, *, answer: str, reason: str) -> None:
    if answer not in (Answer.YES, Answer.LATER, Answer.NO):
        raise NotPossible(_("Choose one of the answers."))
    if answer == Answer.NO and reason not in Reason.values:
        raise NotPossible(_("Say why, so that the next matches are better."))
    if match.is_mutual and answer != Answer.YES:
        raise NotPossible(already())


def already() -> str:
    return _("Both sides have already agreed and a case is open. Write to the officer there.")


def said_already(said: Feedback | None, reason: str, note: str, until: date | None) -> bool:
    """A yes is a yes; a no for another reason, or another day, is a correction and is kept."""
    if said is None or said.action == Answer.YES:
        return True
    same_reason = said.reason == reason and (not note or said.note == note[:400])
    return same_reason and said.until == until


def keep(match: Match, side: str, said: Feedback | None, *, by, answer, until, **words) -> None:
    """The answer, in force in place of the one before it."""
    before = match.state_of(side)
    if said:
        said.ended_at = clock.now()
        said.save(update_fields=["ended_at"])
    facts = facts_of([match])[match.pk] if answer == Answer.NO else {}
    stand(match, side, answer, until=until, facts=facts)
    match.save(update_fields=KEPT)
    keep_values(match, side=side)
    Feedback.objects.create(
        match=match,
        side=side,
        action=answer,
        until=until,
        facts=facts,
        by=by,
        score=match.score,
        model_version=match.model_version,
        **words,
    )
    record("decided", match, by=by, changes={f"state_{side}": (before, answer)}, reason=words["reason"])


def stand(match: Match, side: str, answer: str, *, until=None, facts=None) -> None:
    """What follows from an answer for the match itself, unsaved."""
    setattr(match, f"state_{side}", answer)
    setattr(match, f"wake_{side}", until if answer == Answer.LATER else None)
    if facts:
        match.declined_material = mark_of_pair(facts)
    elif Answer.NO not in match.answers:
        match.declined_material = ""
    match.returned, match.answered_at = [], clock.now()
    waits = match.answers == (Answer.YES, Answer.OPEN)
    match.answer_due = (match.answer_due or due_from_now()) if waits else None


def due_from_now():
    return add_working_days(clock.now(), OFFICER_DAYS, guangdong()).at


def follow_up(match: Match, side: str, *, by) -> None:
    """Introduces the two, asks the other side, or suggests what the answers speak for."""
    if match.is_mutual and not match.is_introduced:
        introduce.both_sides(match, by=by)
        match.save(update_fields=KEPT)
    elif side == Side.INVESTOR and match.answer_due:
        introduce.ask_officer(match)
    elif side == Side.PROJECT and match.state_project == Answer.YES:
        introduce.ask_investor(match)
    elif side == Side.INVESTOR and match.state_investor == Answer.NO:
        suggest(match.mandate)
