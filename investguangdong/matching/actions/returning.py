"""What comes back: pairs that were turned down once a fact has changed, and pairs put off once their day is here."""

from django.db import transaction
from django.db.models import F, Q

from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching.choices import Answer, Side
from investguangdong.matching.material import changed, is_reason_to_return, material
from investguangdong.matching.models import Feedback, Match
from investguangdong.matching.reading import Reference, mandate_facts, project_facts, with_facts
from investguangdong.projects.models import Project

AT_ONCE = 500
# A pair that was turned down before fingerprints were made this way: the next one counts.
NEXT = "next"


def reopen(matches) -> int:
    """A no counts for the facts it was given for. Looks at those whose fingerprint has moved since; each comes
    back open, with what has changed. Called where pairs have just been scored."""
    matches.filter(declined_material=NEXT).update(declined_material=F("material"))
    moved = matches.exclude(declined_material="").exclude(declined_material=F("material"))
    rows = list(moved.order_by("pk").select_for_update(of=("self",))[:AT_ONCE])
    if not rows:
        return 0
    now = facts_of(rows)
    answers = Feedback.objects.in_force().filter(match__in=rows, action=Answer.NO)
    said = {(one.match_id, one.side): one for one in answers}
    return sum(reopened(match, said, now[match.pk]) for match in rows)


def reopened(match: Match, said: dict, facts: dict) -> bool:
    """The sides whose no no longer counts are asked again; a no that still counts is for the new facts."""
    returns = []
    for side in Side.values:
        no = said.get((match.pk, side))
        changes = changed(no.facts, facts) if no else []
        if match.state_of(side) == Answer.NO and (not changes or is_reason_to_return(changes, no.reason)):
            setattr(match, f"state_{side}", Answer.OPEN)
            returns.extend(one for one in changes if one not in returns)
    came_back = Answer.NO not in match.answers
    match.declined_material = "" if came_back else match.material
    match.returned = returns or match.returned
    match.told_at = None if came_back else match.told_at
    match.save(update_fields=["state_investor", "state_project", "declined_material", "returned", "told_at"])
    return came_back


def facts_of(matches: list[Match]) -> dict[int, dict]:
    """The material facts of these pairs as they are now, in a fixed number of queries."""
    reference = Reference()
    mandates = Mandate.objects.with_facts().in_bulk({match.mandate_id for match in matches})
    projects = with_facts(Project.objects.all()).in_bulk({match.project_id for match in matches})
    wanted = {pk: mandate_facts(row, reference) for pk, row in mandates.items()}
    offered = {pk: project_facts(row, reference, with_text=False) for pk, row in projects.items()}
    return {match.pk: material(wanted[match.mandate_id], offered[match.project_id]) for match in matches}


def wake() -> int:
    """Pairs somebody put off until today are asked about again, and told by the next letter."""
    done = 0
    while some := wake_some():
        done += some
    return done


@transaction.atomic
def wake_some() -> int:
    today = clock.today()
    due = Match.objects.filter(
        Q(state_investor=Answer.LATER, wake_investor__lte=today)
        | Q(state_project=Answer.LATER, wake_project__lte=today)
    )
    rows = list(due.order_by("pk").select_for_update(skip_locked=True)[:AT_ONCE])
    for match in rows:
        woken(match, today)
    return len(rows)


def woken(match: Match, today) -> None:
    for side in Side.values:
        day = getattr(match, f"wake_{side}")
        if match.state_of(side) == Answer.LATER and day and day <= today:
            setattr(match, f"state_{side}", Answer.OPEN)
            setattr(match, f"wake_{side}", None)
    match.told_at = None
    match.save(update_fields=["state_investor", "state_project", "wake_investor", "wake_project", "told_at"])
