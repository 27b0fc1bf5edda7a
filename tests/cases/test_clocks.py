"""The promise in working time of Guangdong: weekends, Spring Festival 2026, make-up days, years not announced."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from investguangdong.cases.clocks import promised, working_hours
from investguangdong.cases.desks import promise_from_now
from investguangdong.core import clock
from investguangdong.places.calendar import Calendar
from investguangdong.places.models import CalendarDay

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "first", "full"),
    [
        ("2026-11-30T10:00", "2026-12-01T10:00", "2026-12-07T10:00"),
        ("2026-11-27T15:00", "2026-11-30T15:00", "2026-12-04T15:00"),
        ("2026-11-28T12:00", "2026-11-30T17:30", "2026-12-04T17:30"),
        ("2026-11-30T20:00", "2026-12-01T17:30", "2026-12-07T17:30"),
        ("2026-11-30T06:00", "2026-11-30T17:30", "2026-12-04T17:30"),
    ],
)
def test_promise_counts_working_days_only(start, first, full):
    dates = promised(at(start), Calendar())
    assert (dates.first.at, dates.full.at) == (at(first), at(full))
    assert (dates.first.provisional, dates.full.provisional) == (False, False)


def test_spring_festival_stops_the_clock_and_make_up_days_run_it():
    """2026: off from Sunday 15 to Monday 23 February; Saturdays 14 and 28 February are worked."""
    friday = promised(at("2026-02-13T16:30"), Calendar())
    assert friday.first.at == at("2026-02-14T16:30")
    saturday = promised(at("2026-02-14T16:30"), Calendar())
    assert saturday.first.at == at("2026-02-24T16:30")
    assert saturday.full.at == at("2026-02-28T16:30")


def test_year_that_is_not_announced_is_provisional():
    dates = promised(at("2026-12-30T10:00"), Calendar())
    assert (dates.first.at, dates.first.provisional) == (at("2026-12-31T10:00"), False)
    assert dates.full.provisional is True


def test_correction_of_the_office_goes_before_the_published_calendar(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at("2026-11-30T10:00"))
    before = promise_from_now().first.at
    CalendarDay.objects.create(day=date(2026, 12, 1), is_working=False, reason="Typhoon")
    assert (before, promise_from_now().first.at) == (at("2026-12-01T10:00"), at("2026-12-02T10:00"))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-30T10:00", "2026-11-30T12:30", 2.5),
        ("2026-11-27T16:30", "2026-11-30T10:00", 2.0),
        ("2026-11-28T10:00", "2026-11-29T10:00", 0.0),
        ("2026-02-14T17:00", "2026-02-24T09:30", 1.0),
    ],
)
def test_working_hours_between_two_moments(start, end, hours):
    assert working_hours(at(start), at(end), Calendar()) == hours


def test_moment_is_the_same_whatever_zone_it_comes_in():
    lisbon = datetime(2026, 11, 30, 2, 0, tzinfo=ZoneInfo("Europe/Lisbon"))
    assert promised(lisbon, Calendar()).first.at == at("2026-12-01T10:00")
