"""Deadlines in working time. The calendar comes in as an argument; this module knows no holidays."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from investguangdong.core.clock import BUSINESS_ZONE

SEARCH_DAYS = 800


class Calendar(Protocol):
    """`is_working` says whether a date is worked, and whether that is provisional: no notice for it yet."""

    opens: time
    closes: time

    def is_working(self, day: date) -> tuple[bool, bool]: ...


class Deadline(NamedTuple):
    at: datetime
    provisional: bool


def hours_a_day(calendar: Calendar) -> timedelta:
    """From opening to closing: the lunch break is not counted off."""
    return datetime.combine(date.min, calendar.closes) - datetime.combine(date.min, calendar.opens)


def add_working_hours(start: datetime, hours: float, calendar: Calendar) -> Deadline:
    """The moment by which so many working hours have passed. A start outside working time counts from
    the next opening. Provisional where any day in between may still be moved by a notice."""
    return _add(start, timedelta(hours=hours), calendar)


def add_working_days(start: datetime, days: int, calendar: Calendar) -> Deadline:
    """A question of Friday 15:00 is due on Monday at 15:00; one of Saturday on Monday at closing time."""
    return _add(start, days * hours_a_day(calendar), calendar)


def _add(start: datetime, left: timedelta, calendar: Calendar) -> Deadline:
    zone: ZoneInfo = getattr(calendar, "zone", BUSINESS_ZONE)
    moment = start.astimezone(zone)
    provisional = False
    for ahead in range(SEARCH_DAYS):
        day = moment.date() + timedelta(days=ahead)
        works, uncertain = calendar.is_working(day)
        provisional = provisional or uncertain
        if not works:
            continue
        opens = datetime.combine(day, calendar.opens, zone)
        closes = datetime.combine(day, calendar.closes, zone)
        begin = max(opens, moment)
        if begin < closes and left <= closes - begin:
            return Deadline(begin + left, provisional)
        left -= max(closes - begin, timedelta(0))
    raise ValueError(f"No working day found within {SEARCH_DAYS} days of {start:%Y-%m-%d}.")
