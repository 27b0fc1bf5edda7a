"""The officer's day: what is due, what was promised, what is about to lapse. A fixed number of queries."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.cases.filters import end_of_today
from investguangdong.cases.models import Case, Promise, Stage
from investguangdong.content.models import PageFeedback
from investguangdong.content.reviewing import overdue
from investguangdong.core import clock, languages
from investguangdong.core.models import TranslationState
from investguangdong.events.models import Event
from investguangdong.insights import exposure, numbers, service_clock
from investguangdong.investors.models import Organisation
from investguangdong.matching.models import CityBrief, Match
from investguangdong.matching.unnamed import unnamed
from investguangdong.notifications.models import Message
from investguangdong.places.forms import LAPSES_SOON
from investguangdong.places.models import Policy, Zone
from investguangdong.projects import four_eyes
from investguangdong.projects.models import Project, Review
from investguangdong.projects.parity import stale_ids
from investguangdong.services.models import Service

QUEUE, LAPSING, DAYS = 8, 6, 14
TRANSLATED = [
    (_("Projects"), Project, "title", "admin:projects_project_changelist"),
    (_("Zones"), Zone, "name", "admin:places_zone_changelist"),
    (_("Policies"), Policy, "title", "admin:places_policy_changelist"),
    (_("Services"), Service, "name", "admin:services_service_changelist"),
    (_("Events"), Event, "name", "admin:events_event_changelist"),
]


def officer_day(user) -> dict:
    cases = Case.objects.visible_to(user).on_desk_of(user)
    return {
        "now": clock.now(),
        "scope": scope_of(user),
        "waiting": waiting(cases),
        "queue": queue(cases),
        "clock": first_answers(cases),
        "lapsing": lapsing(user),
        "policies": policies_lapsing(user),
        "promises": promises(user),
        "translations": translations(user),
        "stages": by_stage(cases),
        "reviews": reviews(user),
        "briefs": briefs(user),
        "checks": checks(user),
        "matches": matches(user),
        "texts": texts_to_read(user),
        "remarks": remarks(user),
        "exposure": exposure.tile(user),
        "bounced": Message.objects.visible_to(user).needing_decision().count(),
    }


def texts_to_read(user) -> list[tuple]:
    """(address in the back office, kind, row) of texts whose review is overdue."""
    rows = overdue(user, clock.today())[:QUEUE]
    return [
        (reverse(f"admin:content_{row._meta.model_name}_change", args=[row.pk]), row._meta.verbose_name, row)
        for row in rows
    ]


def checks(user) -> list:
    """Organisations that wait for an officer to compare their entry, longest first; for who may do it."""
    if not scope_of(user).can_write:
        return []
    return list(Organisation.objects.visible_to(user).waiting_for_check()[:QUEUE])


def remarks(user) -> dict:
    """What readers said about pages of the officer's cities and nobody has answered."""
    rows = PageFeedback.objects.visible_to(user).waiting()
    return rows.aggregate(total=Count("pk"), late=Count("pk", filter=Q(due_at__lt=clock.now())))


def waiting(cases) -> dict:
    now, tonight = clock.now(), end_of_today()
    rows = cases.waiting_for_answer()
    told = rows.aggregate(
        total=Count("pk"),
        late=Count("pk", filter=Q(due_at__lt=now)),
        today=Count("pk", filter=Q(due_at__gte=now, due_at__lt=tonight)),
    )
    told["in_time"] = told["total"] - told["late"] - told["today"]
    told["oldest"] = rows.select_related("organisation").order_by("confirmed_at").first()
    told["bars"] = bars([told["in_time"], told["today"], told["late"]])
    return told


def bars(counts) -> list[tuple[float, float]]:
    """(start, width) of each part on a ground 100 wide."""
    total, start, parts = sum(counts) or 1, 0.0, []
    for count in counts:
        width = round(100 * count / total, 2)
        parts.append((round(start, 2), max(width - 0.6, 0)))
        start += width
    return parts


def queue(cases):
    rows = cases.waiting_for_answer().select_related("organisation", "project", "owner", "city")
    return list(rows.by_urgency()[:QUEUE])


def first_answers(cases) -> dict:
    rows = service_clock.waits(cases, since=clock.now() - timedelta(weeks=service_clock.WEEKS))
    month = [row for row in rows if row.asked_at >= clock.now() - timedelta(days=30)]
    promised = service_clock.promised_hours()
    weeks = service_clock.weekly(rows)
    top = max([promised * 1.2, *(week for week in weeks if week is not None)])
    pieces = numbers.line(weeks, top=top)
    return {
        "answers": len(rows),
        "median": numbers.median([row.hours for row in rows]),
        "promised": promised,
        "kept": round(100 * sum(row.was_kept for row in month) / len(month)) if month else None,
        "pieces": [" ".join(f"{x},{y}" for x, y in piece) for piece in pieces],
        "end": pieces[-1][-1] if pieces else None,
        "promise_y": round(numbers.HEIGHT - numbers.HEIGHT * promised / top, 1),
    }


def lapsing(user) -> dict:
    today = clock.today()
    rows = Project.objects.visible_to(user).on_desk_of(user).listed()
    ending = rows.filter(expires_on__lte=today + timedelta(days=DAYS)).order_by("expires_on")
    listed = rows.count()
    total = ending.count()
    return {
        "total": total,
        "listed": listed,
        "rows": list(ending.with_card()[:LAPSING]),
        "bars": bars([listed - total, total]),
    }


def reviews(user) -> dict:
    """Listings that wait for a second person, longest first; whether this officer may be that person."""
    waiting = Review.objects.visible_to(user).waiting()
    rows = list(waiting.select_related("project__city", "asked_by").prefetch_related("writers")[:QUEUE])
    may_decide = scope_of(user).can_write
    for row in rows:
        objection = four_eyes.objection_to_author(row.project, user, row)
        row.is_for_reader = may_decide and not objection
    return {"rows": rows, "total": waiting.count()}


def briefs(user) -> dict:
    """Anonymous briefs the officer's cities have not answered, and questions asked back; the nearest day first."""
    rows = CityBrief.objects.on_desk_of(user).at_work().select_related("brief", "city")
    rows = list(rows.order_by("brief__due_on", "pk")[:QUEUE])
    return {"rows": rows, "names_cities": len(scope_of(user).city_ids) != 1}


def matches(user) -> dict:
    """Investors who wait for the project's answer, longest first, and strong matches nobody has acted on."""
    rows = Match.objects.visible_to(user)
    waiting = rows.waiting_for_project().with_card().order_by("answer_due", "pk")
    return {
        "rows": [(match, unnamed(match.mandate.organisation)) for match in waiting[:QUEUE]],
        "waiting": rows.waiting_for_project().count(),
        "late": rows.overdue().count(),
        "strong": rows.strong_and_untouched().count(),
    }


def policies_lapsing(user) -> list[tuple]:
    """(policy, days left) of the policies that end soon; the province answers for them."""
    if not scope_of(user).everywhere:
        return []
    today = clock.today()
    rows = Policy.objects.visible_to(user).lapsing(today, within=LAPSES_SOON)
    return [(policy, policy.days_left(today)) for policy in rows]


def promises(user):
    rows = Promise.objects.visible_to(user).filter(
        case__in=Case.objects.on_desk_of(user), kept_at=None, due_on__lte=clock.today() + timedelta(days=3)
    )
    return list(rows.select_related("case")[:QUEUE])


def translations(user) -> dict:
    """How many rows of each kind lack their main text, by language; and how many texts a machine has made."""
    drafts = TranslationState.objects.visible_to(user).filter(state=TranslationState.State.MACHINE)
    return {
        "languages": [(languages.HTML_LANG[code], SHORT[code]) for code in languages.LANGUAGES],
        "rows": [(label, url, _missing(model, field, user)) for label, model, field, url in TRANSLATED],
        "drafts": drafts.count(),
        "stale": Project.objects.visible_to(user).on_desk_of(user).filter(pk__in=stale_ids()).count(),
    }


SHORT = {"en": "EN", "zh-hans": "简", "zh-hant": "繁", "pt": "PT"}


def _missing(model, field: str, user) -> list[int]:
    rows = model.objects.visible_to(user)
    rows = rows.on_desk_of(user).listed() if model is Project else rows
    columns = {code: languages.column(field, code) for code in languages.LANGUAGES}
    counts = rows.order_by().aggregate(
        **{column: Count("pk", filter=Q(**{column: ""}) | Q(**{column: None})) for column in columns.values()}
    )
    return [counts[column] for column in columns.values()]


def by_stage(cases) -> dict:
    counted = dict(cases.confirmed().open_now().order_by().values_list("stage").annotate(total=Count("pk")))
    counts = [counted.get(stage, 0) for stage in Stage]
    step = 1000 / len(counts)
    return {
        "path": numbers.river(counts),
        "marks": [
            (round(step * (place + 0.5), 1), stage.label, counts[place], stage)
            for place, stage in enumerate(Stage)
        ],
        "total": sum(counts),
    }
