"""What an investor does with an anonymous brief: make it, change it, send it, ask back, end it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.scopes import desk_of
from investguangdong.audit.actions import record
from investguangdong.core import clock, languages
from investguangdong.core.workdays import add_working_days
from investguangdong.investors.choices import Role
from investguangdong.investors.models import Mandate
from investguangdong.investors.versions import NotPossible, apply_changes, locked
from investguangdong.matching import brief_questions, brief_words, city_fit
from investguangdong.matching.alike import organisations_alike
from investguangdong.matching.brief_choices import (
    AT_WORK,
    MOST_CITIES,
    MOST_QUESTIONS,
    OPEN,
    UNDER_WAY,
    BriefState,
    CityState,
    EndReason,
)
from investguangdong.matching.coarse import MAY_BE_LEFT_OUT, coarse_facts
from investguangdong.matching.identity import PROVIDERS, domain_of, giveaways
from investguangdong.matching.models import Brief, BriefQuestion, CityBrief
from investguangdong.matching.reading import Reference
from investguangdong.notifications.actions import notify
from investguangdong.places.calendar import guangdong

USUAL_DAYS, LEAST_DAYS, MOST_DAYS = 10, 3, 60


class GivesAway(Exception):
    """A text names its writer (422); `.words` by the name of the field."""

    def __init__(self, words: dict[str, list[str]]):
        self.words = words
        super().__init__(", ".join(word for found in words.values() for word in found))


def working_day(days: int) -> date:
    return add_working_days(clock.now(), days, guangdong()).at.date()


def facts_of(brief: Brief) -> list[dict]:
    """As sent; of a draft as the mandate stands now. What the investor keeps back is not among them."""
    if not brief.is_draft:
        return brief.facts
    mandate = Mandate.objects.with_facts().get(pk=brief.mandate_id)
    return [fact for fact in coarse_facts(mandate, Reference().yuan) if fact["name"] not in brief.left_out]


@transaction.atomic
def draft_brief(mandate: Mandate, *, by, is_sample=False) -> Brief:
    """A draft with the usual questions and the three cities that fit best, ready to be sent; the one at work where
    there is one, so that a mandate is never with more than three cities at a time."""
    mandate = Mandate.objects.select_for_update(of=["self"]).with_facts().get(pk=mandate.pk)
    if not mandate.organisation.can_be_changed_by(by):
        raise PermissionDenied
    known = Brief.objects.filter(mandate=mandate, state__in=AT_WORK).first()
    if known:
        return known
    refuse_unless_active(mandate)
    language = languages.supported(by.language or mandate.language)
    with languages.with_language(language):
        title = brief_words.suggested_title(coarse_facts(mandate, Reference().yuan))
    brief = Brief.objects.create(
        mandate=mandate,
        title=title[:120],
        language=language,
        due_on=working_day(USUAL_DAYS),
        created_by=by,
        is_sample=is_sample,
    )
    put_questions(brief, brief_questions.usual(), [])
    for place, standing in enumerate(city_fit.picked(mandate), 1):
        CityBrief.objects.create(brief=brief, city=standing.city, position=place, reasons=standing.reasons)
    record("brief.draft", brief, by=by)
    return brief


def put_questions(brief: Brief, codes, own) -> None:
    """Of the list first, then in own words; more than ten are refused by the database."""
    brief.questions.all().delete()
    rows = [{"code": code} for code in codes] + [{"text": text} for text in own]
    BriefQuestion.objects.bulk_create(
        BriefQuestion(brief=brief, position=place, **row) for place, row in enumerate(rows, 1)
    )


@transaction.atomic
def change_brief(
    brief: Brief, *, by, questions=(), own_questions=(), version=None, and_send=False, **fields
) -> Brief:
    """What cities will read. Raises `GivesAway` where it tells whose it is."""
    row = for_work(brief, by, version, BriefState.DRAFT)
    texts = {"title": fields["title"], "teaser": fields["teaser"], "own_questions": "\n".join(own_questions)}
    refuse_giveaways(row, texts)
    if len(questions) + len(own_questions) > MOST_QUESTIONS:
        raise NotPossible(_("At most ten questions. Leave some for the clarification."))
    fields["left_out"] = [name for name in MAY_BE_LEFT_OUT if name in fields.get("left_out", ())]
    read = row.version
    changes = apply_changes(row, fields)
    put_questions(row, questions, own_questions)
    row.version = read + 1
    row.save()
    record("brief.change", row, by=by, changes=changes)
    return send_brief(row, by=by) if and_send else row


@transaction.atomic
def swap_city(brief: Brief, *, by, position: int, city=None) -> Brief:
    """Another city in this place, or none; never one the mandate rules out, never one twice."""
    row = for_work(brief, by, None, BriefState.DRAFT)
    others = row.cities.exclude(position=position)
    if city is None and not others.exists():
        raise NotPossible(_("A brief needs at least one city."))
    if city is not None and not 1 <= position <= MOST_CITIES:
        raise NotPossible(_("A brief goes to at most three cities."))
    standing = standing_of(row, city) if city else None
    if city and (standing is None or others.filter(city=city).exists()):
        raise NotPossible(_("This city is asked already, or your mandate rules it out. Choose another."))
    before = row.cities.filter(position=position).values_list("city__slug", flat=True).first()
    row.cities.filter(position=position).delete()
    if standing:
        CityBrief.objects.create(brief=row, city=city, position=position, reasons=standing.reasons)
    record("brief.swap_city", row, by=by, changes={"city": (before, city.slug if city else None)})
    return row


def standing_of(brief: Brief, city):
    mandate = Mandate.objects.with_facts().get(pk=brief.mandate_id)
    return next((one for one in city_fit.best_cities(mandate) if one.city.pk == city.pk), None)


@transaction.atomic
def send_brief(brief: Brief, *, by, version=None) -> Brief:
    """From now on the cities read exactly these facts; their officers are told."""
    row = for_work(brief, by, version, BriefState.DRAFT)
    own = "\n".join(row.questions.values_list("text", flat=True))
    refuse_giveaways(row, {"title": row.title, "teaser": row.teaser, "own_questions": own})
    refuse_day(row.due_on)
    refuse_unless_active(row.mandate)
    parts = cities_to_ask(row)
    row.facts = facts_of(row)
    row.alike = organisations_alike(row.facts, Reference())
    row.state, row.sent_at = BriefState.SENT, clock.now()
    saved(row)
    row.cities.update(state=CityState.ASKED)
    record("brief.send", row, by=by, changes={"cities": [part.city.slug for part in parts]})
    for part in parts:
        tell_officers("brief_sent", part)
    return row


def refuse_unless_active(mandate: Mandate) -> None:
    """Nor where the organisation has put its data at rest."""
    if not Mandate.objects.active().filter(pk=mandate.pk).exists():
        raise NotPossible(_("Only an active mandate can be put to cities. Finish its first step."))


def cities_to_ask(row: Brief) -> list[CityBrief]:
    """The mandate may have ruled a city out since the draft was made."""
    parts = list(row.cities.select_related("city"))
    if not parts:
        raise NotPossible(_("A brief needs at least one city."))
    if row.mandate.cities_excluded.filter(pk__in=[part.city_id for part in parts]).exists():
        raise NotPossible(_("This city is asked already, or your mandate rules it out. Choose another."))
    return parts


def refuse_day(due_on: date) -> None:
    if due_on < working_day(LEAST_DAYS):
        raise NotPossible(_("Give the cities at least three working days. Choose a later date."))


@transaction.atomic
def ask_back(part: CityBrief, *, by, text: str) -> CityBrief:
    """One question back to a city that has answered, without a name; there is one round."""
    brief = for_work(part.brief, by, None, *OPEN)
    row = CityBrief.objects.select_for_update(of=["self"]).select_related("city").get(pk=part.pk)
    if row.state != CityState.ANSWERED or row.asked_back:
        raise NotPossible(_("You can ask back once, and only a city that has answered."))
    refuse_giveaways(brief, {"text": text})
    row.asked_back, row.asked_back_at = text, clock.now()
    row.save(update_fields=["asked_back", "asked_back_at"])
    record("brief.ask_back", row, by=by)
    tell_officers("brief_sent", row, what="asked_back")
    return row


@transaction.atomic
def discard_brief(brief: Brief, *, by) -> None:
    """A draft that no city has seen goes without a trace but in the audit."""
    row = for_work(brief, by, None, BriefState.DRAFT)
    record("brief.discard", row, by=by)
    row.delete()


@transaction.atomic
def withdraw_brief(brief: Brief, *, by, reason=EndReason.PLANS, note="") -> Brief:
    """At any time before a choice."""
    row = for_work(brief, by, None, *OPEN)
    refuse_giveaways(row, {"note": note})
    return end(row, BriefState.WITHDRAWN, CityState.CALLED_OFF, by=by, reason=reason, note=note)


@transaction.atomic
def close_brief(brief: Brief, *, by, reason: str, note="") -> Brief:
    """No city suits; each is thanked and told why."""
    row = for_work(brief, by, None, *OPEN)
    refuse_giveaways(row, {"note": note})
    return end(row, BriefState.CLOSED, CityState.NOT_CHOSEN, by=by, reason=reason, note=note)


def end(row: Brief, state, city_state, *, by, reason: str, note="") -> Brief:
    """Ends the brief and what is under way at its cities, and tells their officers."""
    before = row.state
    row.state, row.end_reason, row.end_note, row.ended_at = state, reason, note, clock.now()
    saved(row)
    end_cities(row, city_state, reason=reason)
    told = {"state": (before, row.state), "end_note": note}
    record("brief.end", row, by=by, changes=told, reason=EndReason(reason).label)
    return row


def end_cities(row: Brief, state, *, reason: str) -> None:
    for part in row.cities.filter(state__in=UNDER_WAY).select_related("city"):
        part.state, part.end_reason = state, reason
        part.save(update_fields=["state", "end_reason"])
        tell_officers("brief_not_chosen", part)


def for_work(brief: Brief, by, version, *states) -> Brief:
    """The row, locked, where this person may change it and it is in one of these states."""
    row = locked(brief, version)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    if row.state not in states:
        raise NotPossible(_("This brief has moved on meanwhile. Open it again to see where it stands."))
    return row


def saved(row: Brief) -> None:
    row.version += 1
    row.save()


def refuse_giveaways(brief: Brief, texts: dict[str, str]) -> None:
    """Looks for names, addresses and numbers of the organisation and of its people in texts others will read."""
    organisation = brief.mandate.organisation
    people = [row.user for row in organisation.memberships.select_related("user")]
    names = [organisation.name, organisation.name_local, *(person.name for person in people)]
    names += [domain.split(".")[0] for domain in domains_of(organisation, people)]
    numbers = [organisation.registration_no]
    found = {
        field: giveaways(text, names=filter(None, names), numbers=filter(None, numbers))
        for field, text in texts.items()
    }
    if words := {field: said for field, said in found.items() if said}:
        raise GivesAway(words)


def domains_of(organisation, people) -> set[str]:
    """Own domains only: an address at a provider of mail for everybody tells nothing."""
    addresses = [organisation.website, *(person.email for person in people)]
    return {domain_of(address) for address in addresses if address} - PROVIDERS


def tell_officers(kind: str, part: CityBrief, *, what="", version="", also=None) -> None:
    """The two who answer for the city, and who else has to do with it. `what` tells letters of a kind apart."""
    people = {one.pk: one for one in (*desk_of(part.city)[:2], part.contact, also) if one}
    for officer in people.values():
        notify(kind, to=officer, about=part, version=version or what, context={"what": what})


def tell_investor(kind: str, part: CityBrief, *, what: str, version="") -> None:
    organisation = part.brief.mandate.organisation
    rows = organisation.memberships.current().filter(role__in=(Role.OWNER, Role.MEMBER))
    for row in rows.select_related("user").order_by("pk"):
        notify(kind, to=row.user, about=part, version=version or what, context={"what": what})
