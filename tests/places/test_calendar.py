from datetime import date, time

from investguangdong.places.calendar import guangdong
from investguangdong.places.models import CalendarDay


def test_national_holiday_is_not_worked(db):
    assert guangdong().is_working(date(2026, 10, 1)) == (False, False)


def test_make_up_saturday_is_worked(db):
    assert guangdong().is_working(date(2026, 10, 10)) == (True, False)


def test_year_not_announced_is_provisional(db):
    calendar = guangdong()
    assert calendar.is_working(date(2027, 2, 8)) == (True, True)
    assert calendar.is_working(date(2027, 2, 7)) == (False, True)


def test_correction_of_the_office_goes_before_everything(db):
    CalendarDay.objects.create(day=date(2026, 11, 30), is_working=False, reason="Typhoon")
    CalendarDay.objects.create(day=date(2027, 2, 6), is_working=True, reason="Make-up day")
    calendar = guangdong()
    assert calendar.is_working(date(2026, 11, 30)) == (False, False)
    assert calendar.is_working(date(2027, 2, 6)) == (True, False)


def test_office_hours_are_those_of_the_promise(db):
    assert (guangdong().opens, guangdong().closes) == (time(9, 0), time(17, 30))


def test_calendar_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar = guangdong()
        for day in range(1, 29):
            calendar.is_working(date(2026, 11, day))
