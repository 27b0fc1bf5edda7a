from datetime import date
from decimal import Decimal

import pytest

from investguangdong.places.models import ExchangeRate
from investguangdong.places.rates import convert

OLD, NEW = date(2025, 1, 2), date(2026, 1, 27)


@pytest.fixture(autouse=True)
def _rates(db):
    for currency, on, rate in [
        ("USD", OLD, "7.1879"),
        ("USD", NEW, "6.9858"),
        ("EUR", OLD, "7.491"),
    ]:
        ExchangeRate.objects.create(currency=currency, on=on, rate=Decimal(rate))


def test_newest_rate_is_taken_and_its_day_told():
    assert convert(Decimal(100), "USD", "CNY") == (Decimal("698.58"), NEW)


def test_older_of_two_rates_dates_the_result():
    assert convert(Decimal(100), "USD", "EUR") == (Decimal("93.26"), OLD)


def test_rate_after_the_day_asked_for_is_not_used():
    assert convert(Decimal(100), "USD", "CNY", on=date(2025, 6, 1)) == (Decimal("718.79"), OLD)


def test_day_before_the_first_rate_has_none():
    assert convert(Decimal(100), "USD", "CNY", on=date(2020, 1, 1)) is None


def test_unknown_currency_has_no_rate():
    assert convert(Decimal(100), "CNY", "XXX") is None


def test_same_currency_needs_no_rate():
    assert convert(Decimal(5), "CNY", "CNY", on=OLD) == (Decimal("5.00"), OLD)
