"""Three answers for the same reason become an offer to change the mandate. Nothing changes before a person of the
organisation accepts it."""

from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.investors import mandate_actions
from investguangdong.investors.models import Mandate
from investguangdong.matching.choices import STRONG, Answer, Change, Reply, Side
from investguangdong.matching.facts import Range
from investguangdong.matching.models import Feedback, ScoreModel, Suggestion
from investguangdong.matching.reading import mandate_facts
from investguangdong.matching.refusals import NotPossible
from investguangdong.matching.scoring import score_many
from investguangdong.matching.suggestions import ticket_from
from investguangdong.matching.supply import supply_for
from investguangdong.places.models import City
from investguangdong.places.rates import convert

ENOUGH = 3


def suggest(mandate: Mandate) -> list[Suggestion]:
    """Looks at the answers that hold and offers what they speak for. Called with the mandate locked."""
    return [made for change in Change if (made := offer(mandate, change))]


def offer(mandate: Mandate, change: str) -> Suggestion | None:
    """One open offer a change; after an answer to it, only new answers count."""
    earlier = Suggestion.objects.filter(mandate=mandate, change=change).first()
    if earlier and earlier.reply == Reply.OPEN:
        return None
    answers = answers_for(mandate, change, since=earlier and earlier.replied_at)
    if len(answers) < ENOUGH:
        return None
    proposal = proposed(mandate, change, [answer.match.project for answer in answers])
    if not proposal:
        return None
    effect = effect_of(mandate, proposal)
    made = Suggestion.objects.create(mandate=mandate, change=change, proposal=proposal, effect=effect)
    record("suggested", made, changes={"proposal": proposal})
    return made


def answers_for(mandate: Mandate, reason: str, *, since) -> list[Feedback]:
    rows = Feedback.objects.in_force().filter(
        match__mandate=mandate, side=Side.INVESTOR, action=Answer.NO, reason=reason
    )
    rows = rows.filter(at__gt=since) if since else rows
    return list(rows.select_related("match__project__city"))


def proposed(mandate: Mandate, change: str, projects: list) -> dict:
    """What to change, ready for JSON; empty where the answers give no ground for it."""
    if change == Change.PLACE:
        slugs = {project.city.slug for project in projects if project.city}
        known = set(mandate.cities_excluded.values_list("slug", flat=True))
        return {"cities": sorted(slugs - known)} if slugs - known else {}
    sums = [sums_in(mandate.currency, project) for project in projects]
    found = ticket_from(change, mandate.ticket_min, mandate.ticket_max, [one for one in sums if one])
    if found is None:
        return {}
    low, high = (None if end is None else str(end) for end in found)
    return {"low": low, "high": high, "currency": mandate.currency}


def sums_in(currency: str, project) -> tuple | None:
    """What a listing asks for, in the currency of the mandate; None where it states nothing or has no rate."""
    ends = [None if end is None else convert(end, project.currency, currency) for end in project.amount_range]
    low, high = (end and end[0] for end in ends)
    return (low, high) if low is not None or high is not None else None


def effect_of(mandate: Mandate, proposal: dict) -> dict:
    """How many open projects fit well with the mandate as it is, and as proposed; which of the first would go."""
    mandate = Mandate.objects.with_facts().get(pk=mandate.pk)
    supply, weights = supply_for(mandate), ScoreModel.objects.serving()
    if not len(supply):
        return {"now": 0, "then": 0}
    facts, near = mandate_facts(mandate, supply.reference), supply.reference.neighbours
    counts = []
    for one in (facts, with_proposal(facts, proposal, supply.reference)):
        scores = score_many(one, supply.table, neighbours=near, weights=weights)
        counts.append(int((scores.stands & (scores.totals >= STRONG)).sum()))
    return {"now": counts[0], "then": counts[1]}


def with_proposal(facts, proposal: dict, reference):
    if "cities" in proposal:
        gone = frozenset(proposal["cities"])
        places = tuple(place for place in facts.places if place.slug not in gone)
        return replace(facts, places=places, excluded_places=facts.excluded_places | gone)
    ends = [proposal[end] and Decimal(proposal[end]) for end in ("low", "high")]
    ticket = Range(*(reference.yuan(end or None, proposal["currency"]) for end in ends))
    return replace(facts, ticket=ticket, stated=proposal)


@transaction.atomic
def accept_suggestion(suggestion: Suggestion, *, by) -> Suggestion:
    """Changes the mandate as proposed. Raises `NotPossible` where it was answered before."""
    suggestion = for_answer(suggestion, by)
    mandate, proposal = suggestion.mandate, suggestion.proposal
    if suggestion.change == Change.PLACE:
        cities = City.objects.filter(slug__in=proposal["cities"])
        mandate_actions.exclude_cities(mandate, by=by, cities=cities)
    else:
        low, high = (proposal[end] and Decimal(proposal[end]) for end in ("low", "high"))
        mandate_actions.change_ticket(mandate, by=by, low=low, high=high)
    return replied(suggestion, Reply.ACCEPTED, by=by)


@transaction.atomic
def dismiss_suggestion(suggestion: Suggestion, *, by) -> Suggestion:
    """The mandate stays as it is, and the answers so far do not ask again."""
    return replied(for_answer(suggestion, by), Reply.DISMISSED, by=by)


def for_answer(suggestion: Suggestion, by) -> Suggestion:
    Mandate.objects.select_for_update(of=("self",), no_key=True).get(pk=suggestion.mandate_id)
    row = Suggestion.objects.select_related("mandate__organisation").get(pk=suggestion.pk)
    if not row.mandate.can_be_changed_by(by):
        raise PermissionDenied
    if row.reply != Reply.OPEN:
        raise NotPossible(
            _("This suggestion has been answered already. Open the mandate to see how it stands.")
        )
    if row.proposal.get("currency", row.mandate.currency) != row.mandate.currency:
        raise NotPossible(_("The currency of the mandate has changed since. Dismiss this suggestion."))
    return row


def replied(suggestion: Suggestion, reply: str, *, by) -> Suggestion:
    suggestion.reply, suggestion.replied_at, suggestion.replied_by = reply, clock.now(), by
    suggestion.save(update_fields=["reply", "replied_at", "replied_by"])
    record(f"suggestion.{reply}", suggestion, by=by)
    return suggestion
