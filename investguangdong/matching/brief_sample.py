"""One brief of the demo investor, answered by two of its three cities; through the actions, marked as sample."""

from datetime import timedelta
from decimal import Decimal

from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import desk_of
from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching.actions import brief_answers, briefing
from investguangdong.matching.actions.brief_answers import Answer, Figure, Reply
from investguangdong.matching.brief_choices import FigureName
from investguangdong.matching.models import Brief, CityBrief
from investguangdong.places.checking import DOES_NOT
from investguangdong.places.models import City, Policy
from investguangdong.projects.models import Project

OWNER = "investor@example.com"
DEMO_DESK = "zhuhai"
TITLE = "A maker of converters and battery systems looks for its first plant in China"
TEASER = (
    "We make converters and battery systems for ports and wind parks and sell half of them in Asia. The first plant "
    "assembles and tests; cells come from suppliers nearby. An export port within two hours by lorry and a firm date "
    "for the power connection matter most."
)
OWN_QUESTION = "Can a test bench of 3 MW run at night without a further permit?"
ANSWERS = (
    {
        "summary": "Two plots beside a bonded area, with the land notice published. The substation is 1.2 km away.",
        "figures": {
            "land": (Decimal("18.5"), "Land supply plan of the year"),
            "land_price": (Decimal(1050), "Notice of the last sale in the district"),
            "power": (Decimal(20), "Letter of the grid company"),
            "ready_on": (200, "Works plan of the park"),
            "people": (Decimal(4200), "Vocational colleges, graduates"),
            "wage": (Decimal(7800), "Wage survey of the city"),
        },
        "none": {"rent"},
        "replies": ["answered", "answered", "answered", "coming", "answered"],
        "texts": [
            "Plot A of 6.2 ha and plot B of 12.3 ha, both held by the park company and free of claims.",
            "Thirty-eight working days where the design is complete.",
            "10 MW at 20 kV today; 20 MW once the second line is in, planned for the summer.",
            "",
            "Yes, as long as it stays below the noise limit of the plan for the park.",
        ],
    },
    {
        "summary": "One plot at the port, ready to build, and a standard factory to start in.",
        "figures": {
            "land": (Decimal("7.4"), "Land supply plan of the year"),
            "land_price": (Decimal(640), "Notice of the last sale in the district"),
            "rent": (Decimal(24), "Price list of the park company"),
            "power": (Decimal(35), "Letter of the grid company"),
            "ready_on": (90, "Works plan of the park"),
            "wage": (Decimal(6500), "Wage survey of the city"),
        },
        "none": set(),
        "replies": ["answered", "answered", "answered", "open", "coming"],
        "texts": [
            "One plot of 7.4 ha at the container port, held by the land reserve centre.",
            "Thirty working days from the contract.",
            "35 MW at 110 kV are at the fence.",
            "",
            "",
        ],
    },
)


def make(**_options) -> dict:
    """Nothing where it is there already, or where the demo investor is not."""
    if not Brief.objects.filter(is_sample=True).exists():
        asked = _asked()
        for part, told in zip(asked, ANSWERS, strict=False):
            _answered(part, told)
    return {"briefs": Brief.objects.filter(is_sample=True).count()}


def _asked() -> list[CityBrief]:
    owner = User.objects.filter(email=OWNER).first()
    mandates = Mandate.objects.active().filter(
        organisation__memberships__user=owner, organisation__is_sample=True
    )
    mandate = mandates.order_by("pk").first() if owner else None
    if mandate is None:
        return []
    brief = briefing.draft_brief(mandate, by=owner, is_sample=True)
    _leave_one_to(DEMO_DESK, brief, owner)
    briefing.change_brief(
        brief, by=owner, title=TITLE, teaser=TEASER, language="en", due_on=brief.due_on, left_out=[],
        questions=[question.code for question in brief.questions.all()], own_questions=[OWN_QUESTION], and_send=True,
    )  # fmt: skip
    return list(CityBrief.objects.filter(brief=brief).select_related("city", "brief").order_by("position"))


def _leave_one_to(slug: str, brief: Brief, owner) -> None:
    """The last place goes to the desk with a demo account, which has something to answer then."""
    city = City.objects.enabled().filter(slug=slug).first()
    if city and not brief.cities.filter(city=city).exists():
        briefing.swap_city(brief, by=owner, position=3, city=city)


def _answered(part: CityBrief, told: dict) -> None:
    desk = desk_of(part.city)
    if not desk:
        return
    answer = Answer(
        language="en",
        summary=told["summary"],
        contact=desk[0],
        valid_until=part.brief.due_on + timedelta(days=60),
        sites=list(Project.objects.listed().filter(city=part.city).order_by("code")[:2]),
        policies=_policies(part),
        figures={name.value: _figure(name, told) for name in FigureName},
        replies={place: _reply(state, text) for place, (state, text) in enumerate(_said(told), 1)},
    )
    brief_answers.send_answer(part, by=desk[0], answer=answer, typed={})


def _said(told: dict) -> list[tuple[str, str]]:
    return list(zip(told["replies"], told["texts"], strict=True))


def _policies(part: CityBrief) -> list[Policy]:
    verdicts = brief_answers.verdicts_for(part)
    slugs = [slug for slug, state in verdicts.items() if state != DOES_NOT][:2]
    return list(Policy.objects.enabled().filter(slug__in=slugs))


def _figure(name: FigureName, told: dict) -> Figure:
    if name.value not in told["figures"]:
        return Figure("no" if name.value in told["none"] else "unknown")
    value, source = told["figures"][name.value]
    today = clock.today()
    kind = {"day": today + timedelta(days=value)} if name == FigureName.READY_ON else {"value": value}
    return Figure("given", source=source, as_of=today - timedelta(days=20), **kind)


def _reply(state: str, text: str) -> Reply:
    return Reply(state, text, clock.today() + timedelta(days=9) if state == "coming" else None)
