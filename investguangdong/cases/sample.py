"""Cases of the demonstration: some of the demo investors with every state of the clock, and enough answered ones
for the statistics. Written by the actions, then moved back in time; marked as sample."""

from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction

from investguangdong.accounts.models import User
from investguangdong.cases import actions, stages
from investguangdong.cases.clocks import promised
from investguangdong.cases.models import Case, CaseEntry, QuestionState, Stage, StageMove
from investguangdong.core import clock
from investguangdong.core.workdays import add_working_hours
from investguangdong.notifications.models import Message
from investguangdong.places.calendar import guangdong
from investguangdong.places.models import City
from investguangdong.projects.models import Project, Status

TOLD = [
    # who, city, language, question, hours ago (working), answered after (working hours; None: not yet), full
    (
        "investor@example.com",
        "shenzhen",
        "en",
        "Can the cleanroom shell be leased for two years before we decide to buy?",
        60,
        5,
        True,
        "Yes. The shell is let for two or three years with a right to buy at the price of the first year. The lease "
        "starts on the first of a month; the deposit is three monthly rents and is set off against the price.",
    ),
    (
        "investor@example.com",
        "zhuhai",
        "pt",
        "Qual é a carga máxima do piso na nave e há cais para peças de 40 toneladas?",
        4,
        None,
        False,
        "",
    ),
    (
        "investor@example.com",
        "shenzhen",
        "en",
        "Which power connection is there today, and what does it take to get 20 MW?",
        26,
        6,
        False,
        "Today there are 10 MW at 20 kV. For 20 MW the grid company needs your load curve and a date. Please send "
        "both; then we ask for a binding offer.",
    ),
    (
        "rival@example.com",
        "shenzhen",
        "en",
        "How long does the environmental assessment of a cell assembly line take?",
        12,
        None,
        False,
        "",
    ),
    (
        "newcomer@example.com",
        None,
        "en",
        "Which cities have a bonded logistics park within an hour of a container port?",
        2,
        None,
        False,
        "",
    ),
]
PEOPLE = [
    ("Marta Novak", "SI"),
    ("Daniel Okafor", "NG"),
    ("Sofia Almeida", "PT"),
    ("Jonas Weber", "DE"),
    ("Aiko Tanaka", "JP"),
    ("Priya Raman", "IN"),
    ("Lucas Moreau", "FR"),
    ("Ahmed Saleh", "AE"),
]
ASKED = [
    "Is the plot free of claims, and who signs the land contract?",
    "What does a square metre of standard factory space cost a month?",
    "How many technicians leave the vocational colleges near the site each year?",
    "Can a wholly foreign-owned company hold the licence for this?",
    "Which permits are needed before works may begin, and in what order?",
    "How far is the site from the bonded zone, in minutes by lorry?",
]
ANSWER = (
    "Thank you. The figures are in the listing, with source and date; the paper you need is named below each."
)
DESKS = ["shenzhen", "zhuhai", "guangzhou", "dongguan", "foshan", "huizhou"]
HEIGHTS = [
    Stage.LEAD,
    Stage.LEAD,
    Stage.LEAD,
    Stage.QUALIFIED,
    Stage.QUALIFIED,
    Stage.NEGOTIATING,
    Stage.PROPOSAL,
    Stage.VISIT,
    Stage.MEMORANDUM,
    Stage.SIGNED,
    Stage.REGISTERED,
    Stage.CONSTRUCTION,
]
MONTHS = 4
CROWD = 54


def make(*, seed=1, today=None, **_options) -> dict:
    """Nothing where sample cases are there already, so that a second run adds none."""
    if Case.objects.filter(is_sample=True).exists():
        return {"cases": Case.objects.filter(is_sample=True).count()}
    random, calendar = Random(seed), guangdong()  # noqa: S311  the same rows each time
    base = clock.now() if today is None else datetime.combine(today, time(15, 0), clock.BUSINESS_ZONE)
    with transaction.atomic():
        for told in TOLD:
            _told(told, base, calendar)
        for number in range(CROWD):
            _one_of_crowd(number, random, base, calendar)
    return {"cases": Case.objects.filter(is_sample=True).count()}


def _told(told, base, calendar) -> None:
    email, slug, language, question, ago, after, is_full, answer = told
    asker = User.objects.filter(email=email).first()
    if asker is None:
        return
    case = _opened(asker, name=asker.name, email=email, language=language, question=question, slug=slug)
    start = _back(base, ago, calendar)
    if after is not None:
        ticks = None if is_full else {q.pk: QuestionState.COMING for q in case.questions.all()}
        case = actions.answer_case(case, by=case.owner, text=answer, ticks=ticks, wait=not is_full)
    _set_back(case, start, after, calendar)


def _one_of_crowd(number: int, random: Random, base, calendar) -> None:
    name, _country = PEOPLE[number % len(PEOPLE)]
    slug, language = DESKS[number % len(DESKS)], random.choice(["en", "en", "zh-hans", "pt"])
    email = f"sample{number:03d}@example.net"
    case = actions.confirm_case(
        _opened(None, name=name, email=email, language=language, question=random.choice(ASKED), slug=slug)
    )
    case = actions.answer_case(case, by=case.owner, text=ANSWER)
    _climb(case, HEIGHTS[number % len(HEIGHTS)])
    start = base - timedelta(days=random.randint(3, 30 * MONTHS), minutes=random.randint(0, 240))
    hours = round(random.triangular(0.5, 14, 4), 1)
    _set_back(case, start, hours, calendar)
    Message.objects.filter(about_type="cases.case", about_id=str(case.pk)).update(state=Message.State.DROPPED)


def _opened(asker, *, name, email, language, question, slug) -> Case:
    city = City.objects.filter(slug=slug).first() if slug else None
    projects = (
        Project.objects.listed().filter(city=city, status=Status.PUBLISHED)
        if city
        else Project.objects.none()
    )
    return actions.open_case(
        by=asker,
        contact_name=name,
        contact_email=email,
        language=language,
        question=question,
        project=projects.order_by("code").first(),
        city=city,
        is_sample=True,
    )


def _climb(case: Case, to: str) -> None:
    for stage in stages.ORDER[1 : stages.ORDER.index(Stage(to)) + 1]:
        facts = {need.name: _fact(need) for need in stages.REQUIRED[stage]}
        case = actions.move_stage(case, by=case.owner, to=stage, facts=facts)


def _fact(need: stages.Requirement):
    by_kind = {stages.DAY: clock.today(), stages.AMOUNT: 120, stages.COUNT: 80, stages.YES: True}
    return by_kind.get(need.kind, "sample")


def _back(base, hours: float, calendar) -> datetime:
    """So many working hours before `base`, at least."""
    start = base
    while add_working_hours(start, hours, calendar).at > base:
        start -= timedelta(hours=1)
    return start


def _set_back(case: Case, start: datetime, after: float | None, calendar) -> None:
    """Moves the case to `start`, its answer to `after` working hours later; the promise follows from the start."""
    dates = promised(start, calendar)
    answered = add_working_hours(start, after, calendar).at if after is not None else None
    Case.objects.filter(pk=case.pk).update(
        received_at=start,
        confirmed_at=start,
        first_answer_due=dates.first.at,
        full_answer_due=dates.full.at,
        first_answer_at=answered,
        full_answer_at=answered if case.full_answer_at else None,
        waiting_since=answered if case.waiting_since else None,
    )
    case.waits.update(began_at=answered) if case.waiting_since else None
    CaseEntry.objects.filter(case=case, kind="question").update(at=start)
    CaseEntry.objects.filter(case=case).exclude(kind="question").update(at=answered or start)
    for step, move in enumerate(StageMove.objects.filter(case=case)):
        StageMove.objects.filter(pk=move.pk).update(
            at=min((answered or start) + timedelta(days=step + 1), clock.now())
        )
