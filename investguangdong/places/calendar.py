"""The working calendar of Guangdong: published holidays and make-up days, corrected by the office's table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache

import chinese_calendar

from investguangdong.places.models import CalendarDay

OPENS, CLOSES = time(9, 0), time(17, 30)
_WEEKEND = 5


@cache
def published_years() -> range:
    """The years whose holidays the State Council has announced and the calendar package knows."""
    years = [day.year for day in chinese_calendar.holidays]
    return range(min(years), max(years) + 1)


@dataclass(frozen=True)
class Calendar:
    """`corrections`: day to whether it is worked; they go before the published days."""

    corrections: Mapping[date, bool] = field(default_factory=dict)
    opens: time = OPENS
    closes: time = CLOSES

    def is_working(self, day: date) -> tuple[bool, bool]:
        """(worked, provisional): provisional in a year not announced yet, where only weekends are known."""
        if day in self.corrections:
            return self.corrections[day], False
        if day.year in published_years():
            return chinese_calendar.is_workday(day), False
        return day.weekday() < _WEEKEND, True


def guangdong() -> Calendar:
    """The calendar as it stands now, with the office's corrections: one query."""
    return Calendar(dict(CalendarDay.objects.values_list("day", "is_working")))
