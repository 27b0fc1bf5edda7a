"""Anonymous briefs in each state, made by the actions themselves."""

from datetime import timedelta
from decimal import Decimal

from investguangdong.core import clock
from investguangdong.matching.actions import brief_answers, briefing
from investguangdong.matching.actions.brief_answers import Answer, Figure, Reply
from investguangdong.matching.models import Brief, CityBrief
from tests.factories import matching, places


def three_cities():
    return [places.city(slug) for slug in ("shenzhen", "zhuhai", "dongguan")]


def draft(organisation, *, by, **fields) -> Brief:
    """To Shenzhen, Zhuhai and Dongguan."""
    wanted = three_cities()
    mandate = matching.mandate(organisation, cities=wanted, **fields)
    return briefing.draft_brief(mandate, by=by)


def sent(organisation, *, by, **fields) -> Brief:
    return briefing.send_brief(draft(organisation, by=by, **fields), by=by)


def part(brief, slug="shenzhen") -> CityBrief:
    return CityBrief.objects.get(brief=brief, city__slug=slug)


def answer_of(officer, **fields) -> Answer:
    today = clock.today()
    price = Figure("given", Decimal(680), source="Land notice 12", as_of=today)
    return Answer(
        **{
            "language": "en",
            "summary": "Two plots by the port.",
            "contact": officer,
            "valid_until": today + timedelta(days=90),
            "figures": {"land_price": price, "rent": Figure("no"), "power": Figure("unknown")},
            "replies": {
                1: Reply("answered", "Plot A, 6 ha."),
                2: Reply("coming", coming_on=today + timedelta(days=9)),
            },
            **fields,
        }
    )


def answered(brief, officer, slug="shenzhen", **fields) -> CityBrief:
    return brief_answers.send_answer(
        part(brief, slug), by=officer, answer=answer_of(officer, **fields), typed={}
    )
