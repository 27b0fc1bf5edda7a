"""What the office promises and by when. Pure: calendar and moments come in as arguments."""

from datetime import datetime, timedelta
from typing import NamedTuple

from investguangdong.core.clock import BUSINESS_ZONE
from investguangdong.core.workdays import Calendar, Deadline, add_working_days

FIRST_ANSWER_DAYS = 1
FULL_ANSWER_DAYS = 5


class PromisedDates(NamedTuple):
    first: Deadline
    full: Deadline


def promised(start: datetime, calendar: Calendar) -> PromisedDates:
    """The first human answer within one working day, the full one within five, from a confirmed question."""
    return PromisedDates(
        add_working_days(start, FIRST_ANSWER_DAYS, calendar),
        add_working_days(start, FULL_ANSWER_DAYS, calendar),
    )


def working_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much office time lies between two moments: nothing for a night or a holiday."""
    start, end = start.astimezone(BUSINESS_ZONE), end.astimezone(BUSINESS_ZONE)
    total, day = timedelta(), start.date()
    while day <= end.date():
        if calendar.is_working(day)[0]:
            opens = datetime.combine(day, calendar.opens, BUSINESS_ZONE)
            closes = datetime.combine(day, calendar.closes, BUSINESS_ZONE)
            total += max(min(end, closes) - max(start, opens), timedelta())
        day += timedelta(days=1)
    return total


def working_hours(start: datetime, end: datetime, calendar: Calendar) -> float:
    return working_time(start, end, calendar) / timedelta(hours=1)
