from decimal import Decimal

from investguangdong.places import comparing, distances
from investguangdong.places.models import City, Figure

SLUGS = {1: "shenzhen", 2: "foshan", 3: "yunfu"}


def figure(city, indicator, value, year=2024, when="", **fields):
    given = {"confidence": "high", "source_body": "Bureau", "year_or_date": when or str(year), **fields}
    return Figure(city_id=city, indicator=indicator, value=Decimal(value), year=year, **given)


def of(*figures):
    return comparing.from_figures(figures, SLUGS)


def test_years_are_never_mixed_and_the_year_most_cities_have_is_taken():
    gdp = of(
        figure(1, "gdp_cny_100m", 36801, 2024),
        figure(2, "gdp_cny_100m", 13361, 2024),
        figure(1, "gdp_cny_100m", 38000, 2025),
    )["gdp_cny_100m"]
    assert (gdp.when, {slug: known.value for slug, known in gdp.known.items()}) == (
        "2024",
        {"shenzhen": 36801, "foshan": 13361},
    )


def test_parts_of_a_year_and_forecasts_are_left_aside():
    assert of(figure(1, "container_throughput_10k_teu", 3241, 2025, "2025-01 to 2025-11")) == {}
    assert of(figure(1, "airport_passengers_10k", 100, 2025, "2025 (expected)")) == {}


def test_lower_bound_stands_in_but_has_no_rank():
    gdp = of(
        figure(1, "gdp_cny_100m", 36801),
        figure(2, "gdp_cny_100m", 13361),
        figure(3, "gdp_cny_100m_lower_bound", 2500, when="2024 (said December 2025)"),
    )["gdp_cny_100m"]
    assert gdp.known["yunfu"].text == "over CNY 250 billion"
    assert gdp.standing("yunfu") is None
    assert gdp.standing("foshan") == comparing.Standing(rank=2, of=2, ties=0)


def test_surer_source_goes_before_the_other_of_the_same_year():
    unsure = figure(1, "gdp_cny_100m", 1, confidence="medium")
    assert of(unsure, figure(1, "gdp_cny_100m", 2))["gdp_cny_100m"].known["shenzhen"].value == 2


def test_equal_values_share_a_place():
    wages = of(*(figure(city, "minimum_wage_monthly_cny", 1750) for city in SLUGS))[
        "minimum_wage_monthly_cny"
    ]
    assert wages.standing("yunfu") == comparing.Standing(rank=1, of=3, ties=2)
    assert not wages.high_is_better


def test_only_what_fifteen_cities_have_can_be_weighed():
    slugs = {key: f"city{key}" for key in range(1, 16)}
    growth = [figure(key, "gdp_growth_pct", key) for key in slugs]
    assert list(comparing.criteria(comparing.from_figures(growth, slugs))) == ["gdp_growth_pct"]
    assert comparing.criteria(comparing.from_figures(growth[:14], slugs)) == {}


def test_distance_is_the_straight_line():
    guangzhou, shenzhen = City(lon="113.280637", lat="23.125178"), City(lon="114.085947", lat="22.547")
    assert distances.kilometres(guangzhou, shenzhen) == 105
    assert distances.nearest(guangzhou, [City(lon=None, lat=None), shenzhen]) == (shenzhen, 105)
