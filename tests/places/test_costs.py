from decimal import Decimal

from investguangdong.places.costs import ITEMS, answers
from investguangdong.places.indicators import written
from investguangdong.places.models import City, Figure

SHENZHEN = City(slug="shenzhen", code="440300", name_en="Shenzhen")
YUNFU = City(slug="yunfu", code="445300", name_en="Yunfu")


def figure(code, indicator, value, **fields):
    given = {"year": 2025, "year_or_date": "from 2025-03-01", "confidence": "high", **fields}
    return Figure(place_code=code, city_id=int(code), indicator=indicator, value=Decimal(value), **given)


WAGES = [
    figure("440300", "minimum_wage_monthly_cny", 2520),
    figure("445300", "minimum_wage_monthly_cny", 1750),
]


def answered(figures, currency="", rate=None):
    found = answers(figures, [SHENZHEN, YUNFU], [], currency, rate)
    return {answer.item.key: answer for answer in found}


def test_every_item_is_named_and_a_missing_price_stays_missing():
    found = answered(WAGES)
    assert list(found) == [item.key for item in ITEMS]
    assert {key for key, answer in found.items() if answer.prices} == {"wages"}


def test_range_runs_from_the_cheapest_to_the_dearest_city():
    assert answered(WAGES)["wages"].ranges == [
        "Minimum wage, full time: 1,750 yuan a month to 2,520 yuan a month"
    ]


def test_price_in_another_currency_stands_beside_the_yuan():
    wage = answered(WAGES, "USD", Decimal(7))["wages"].prices[0]
    assert (wage.value, wage.converted) == ("2,520 yuan a month", "360 USD a month")


def test_percentage_is_not_exchanged():
    [rate] = answered([figure("440300", "pension_employer_pct", 16)], "USD", Decimal(7))["insurance"].prices
    assert (rate.value, rate.converted) == ("16%", "")


def test_small_price_keeps_its_decimals():
    assert written("electricity_1_10kv_flat_cny_kwh", Decimal("0.7584"), "", "en") == "0.7584 yuan per kWh"


def test_tax_is_worked_out_on_one_round_profit():
    standard = figure("440300", "cit_standard_rate_pct", 25)
    assert answered([standard])["tax"].examples == [
        "Corporate income tax, standard rate: on a taxable profit of CNY 10 million, CNY 2.5 million."
    ]
