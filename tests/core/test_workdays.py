from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from investguangdong.core.workdays import add_working_days, add_working_hours

CHINA = ZoneInfo("Asia/Shanghai")


class Calendar:
    """Weekdays, with the days around the National Day of 2026 as announced; 2027 is not announced."""

    opens, closes = time(9), time(17, 30)
    off = {date(2026, 10, day) for day in range(1, 8)}
    made_up = {date(2026, 9, 20), date(2026, 10, 10)}

    def is_working(self, day):
        works = day in self.made_up or (day.weekday() < 5 and day not in self.off)
        return works, day.year > 2026


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-24 10:00", "2026-11-25 10:00"),  # a Tuesday
        ("2026-11-27 15:00", "2026-11-30 15:00"),  # Friday to Monday
        ("2026-11-28 11:00", "2026-11-30 17:30"),  # Saturday counts from Monday's opening
        ("2026-11-27 17:30", "2026-11-30 17:30"),  # closing time is too late for the day
        ("2026-11-27 03:00", "2026-11-27 17:30"),  # before opening
        ("2026-09-30 15:00", "2026-10-08 15:00"),  # over the National Day
        ("2026-10-09 15:00", "2026-10-10 15:00"),  # Saturday is a make-up day
    ],
)
def test_one_working_day(start, due):
    assert add_working_days(at(start), 1, Calendar()).at == at(due)


def test_five_working_days_use_the_make_up_day():
    assert add_working_days(at("2026-10-08 09:00"), 5, Calendar()).at == at("2026-10-13 17:30")


def test_hours_stop_at_closing_and_go_on_in_the_morning():
    assert add_working_hours(at("2026-11-24 16:30"), 4, Calendar()).at == at("2026-11-25 12:00")


def test_start_is_read_in_guangdongs_time():
    lisbon = datetime(2026, 11, 24, 23, 0, tzinfo=ZoneInfo("Europe/Lisbon"))
    assert add_working_hours(lisbon, 1, Calendar()).at == at("2026-11-25 10:00")


def test_deadline_in_a_year_not_announced_is_provisional():
    assert add_working_days(at("2026-12-31 12:00"), 1, Calendar()).provisional
    assert not add_working_days(at("2026-12-30 12:00"), 1, Calendar()).provisional


def test_calendar_without_working_days_is_an_error_not_a_loop():
    calendar = Calendar()
    calendar.is_working = lambda day: (False, False)
    with pytest.raises(ValueError, match="No working day"):
        add_working_days(at("2026-11-24 10:00"), 1, calendar)
