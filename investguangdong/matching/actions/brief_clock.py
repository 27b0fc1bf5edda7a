"""What happens to briefs as days pass: officers are reminded, unanswered parts lapse, forgotten briefs end."""

from datetime import date, timedelta

from django.db import transaction

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.workdays import Calendar
from investguangdong.matching.actions.briefing import end, tell_investor, tell_officers
from investguangdong.matching.brief_choices import OPEN, BriefState, CityState, EndReason
from investguangdong.matching.models import Brief, CityBrief
from investguangdong.places.calendar import guangdong

REMIND_BEFORE = (2, 0)  # working days before the last day
CHOOSE_WITHIN = timedelta(days=30)


def keep_briefs_moving() -> dict[str, int]:
    """Each brief in a transaction of its own, so that one that fails stops no other. Twice a day is once."""
    return {"reminded": remind_officers(), "lapsed": lapse_parts(), "expired": expire_briefs()}


def remind_officers() -> int:
    today, calendar = clock.today(), guangdong()
    rows = CityBrief.objects.to_answer().filter(brief__due_on__gte=today).select_related("brief", "city")
    due = [row for row in rows if working_days_left(today, row.brief.due_on, calendar) in REMIND_BEFORE]
    for row in due:
        tell_officers("brief_due", row, version=today.isoformat())
    return len(due)


def working_days_left(today: date, last: date, calendar: Calendar) -> int:
    """Working days after today up to the last day."""
    days = (today + timedelta(days=ahead) for ahead in range(1, (last - today).days + 1))
    return sum(calendar.is_working(day)[0] for day in days)


def lapse_parts() -> int:
    """What was not answered by the last day is out of time; without any answer the brief ends."""
    ids = CityBrief.objects.to_answer().filter(brief__due_on__lt=clock.today()).values("brief")
    return sum(lapse(pk) for pk in Brief.objects.filter(pk__in=ids).values_list("pk", flat=True))


@transaction.atomic
def lapse(pk: int) -> int:
    brief = Brief.objects.select_for_update().get(pk=pk)
    if brief.state not in OPEN or not brief.is_due:
        return 0
    late = list(brief.cities.filter(state=CityState.ASKED).select_related("city"))
    brief.cities.filter(pk__in=[part.pk for part in late]).update(state=CityState.LAPSED)
    for part in late:
        record("brief.lapse", part)
    for part in brief.cities.all()[:1]:
        tell_investor("brief_due", part, what="over")
    if brief.state == BriefState.SENT:
        end(brief, BriefState.CLOSED, CityState.NOT_CHOSEN, by=None, reason=EndReason.NO_ANSWER)
    return len(late)


def expire_briefs() -> int:
    """Answered, but nobody has chosen within thirty days after the last day."""
    late = Brief.objects.open_now().filter(due_on__lt=clock.today() - CHOOSE_WITHIN)
    return sum(expire(pk) for pk in late.values_list("pk", flat=True))


@transaction.atomic
def expire(pk: int) -> int:
    brief = Brief.objects.select_for_update().get(pk=pk)
    if brief.state not in OPEN:
        return 0
    end(brief, BriefState.CLOSED, CityState.NOT_CHOSEN, by=None, reason=EndReason.EXPIRED)
    for part in brief.cities.all()[:1]:
        tell_investor("brief_due", part, what="expired")
    return 1
