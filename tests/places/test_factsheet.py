from decimal import Decimal

from django.utils import translation

from investguangdong.places.bodies import body_in
from investguangdong.places.checks import check_first
from investguangdong.places.factsheet import newest, sections, when
from investguangdong.places.indicators import INDICATORS, written
from investguangdong.places.models import City, Figure, Policy
from investguangdong.places.wording import first_day

TODAY = first_day("2026-11-28")


def figure(indicator, value, year_or_date="2024", **fields):
    year = int(year_or_date[:4]) if year_or_date[:4].isdigit() else None
    given = {"confidence": "high", "source_body": "Bureau", "year": year, **fields}
    number = None if value is None else Decimal(value)
    return Figure(indicator=indicator, value=number, year_or_date=year_or_date, **given)


def test_values_are_written_with_their_unit():
    assert written("gdp_cny_100m", Decimal("36801.87"), "", "en") == "CNY 3.68 trillion"
    assert written("gdp_growth_pct", Decimal("5.8"), "", "pt") == "5,8%"
    assert written("minimum_wage_monthly_cny", Decimal(2520), "", "en") == "2,520 yuan a month"


def test_whole_year_goes_before_eleven_months():
    figures = [
        figure("container_throughput_10k_teu", "3241", "2025-01 to 2025-11"),
        figure("container_throughput_10k_teu", "3338", "2024"),
    ]
    assert newest(figures, "container_throughput_10k_teu").when == "2024"


def test_older_figures_of_an_indicator_are_kept_apart():
    [section] = sections([figure("gdp_cny_100m", 1, "2023"), figure("gdp_cny_100m", 2, "2024")])
    assert [line.when for line in section.lines] == ["2024"]
    assert [line.when for line in section.earlier] == ["2023"]


def test_both_sources_of_one_year_stand():
    pair = [figure("gdp_cny_100m", 1), figure("gdp_cny_100m", 2, source_body="Press")]
    [section] = sections(pair)
    assert [line.figure.source_body for line in section.lines] == ["Bureau", "Press"]


def test_indicator_without_a_name_is_not_shown():
    assert sections([figure("something_new", 1)]) == []


def test_times_are_said_in_words():
    with translation.override("en"):
        assert [when(text) for text in ("from 2025-03-01", "2024 year end", "undated", "2024 (press)")] == [
            "from 2025-03-01",
            "end of 2024",
            "undated",
            "2024 (press)",
        ]


def test_sources_that_differ_are_named_in_the_checks():
    city = City(region="delta", gdp_cny_100m=1)
    pair = [figure("gdp_cny_100m", 1), figure("gdp_cny_100m", 2, source_body="Press")]
    assert any("Sources differ on GDP, 2024" in said for said in check_first(city, pair, [], TODAY))


def test_only_a_policy_that_ends_soon_is_in_the_checks():
    city = City(region="sar", gdp_cny_100m=1)
    soon = Policy(title_en="Relief", valid_to=first_day("2027-06-30"))
    later = Policy(title_en="Plan", valid_to=first_day("2035-12-31"))
    over = Policy(title_en="Gone", valid_to=first_day("2025-12-31"))
    with translation.override("en"):
        [said] = check_first(city, [], [later, soon, over], TODAY)
    assert said.startswith("Relief: ends on 30 June 2027")


def test_every_indicator_of_a_city_in_the_files_has_a_name(settings):
    from_files = {
        row.split(",")[2]
        for row in (settings.BASE_DIR / "data/figures.csv").read_text().splitlines()[1:]
        if row[:2] in ("44", "81", "82") and not row.startswith("440000")
    }
    assert from_files - INDICATORS.keys() == set()


def test_office_is_named_in_the_language_of_the_page():
    assert body_in("State Council", "zh-hans").text == "国务院"
    assert body_in("Ministry of Foreign Affairs", "zh-hant").text == "外交部"
    assert body_in("State Council", "en") == ("State Council", "en", False)
    assert body_in("Unknown Office", "pt") == ("Unknown Office", "en", True)
