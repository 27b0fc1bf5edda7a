from datetime import date

import pytest

from investguangdong.places.models import City
from investguangdong.places.wording import first_day, last_day, named_cities, policy_state

ALL = {
    name: City(code=code, name_en=name, region=region, in_bay_area=bay)
    for name, code, region, bay in [
        ("Guangzhou", "440100", "delta", True),
        ("Zhuhai", "440400", "delta", True),
        ("Meizhou", "441400", "north", False),
        ("Hong Kong", "810000", "sar", True),
    ]
}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", None, None),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-10-20", date(2025, 10, 20), date(2025, 10, 20)),
    ],
)
def test_published_time_becomes_its_first_and_last_day(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("in force", "in-force"),
        ("check extension (end date from general knowledge)", "check"),
        ("window closed", "ended"),
    ],
)
def test_recorded_status_becomes_a_state(status, state):
    assert policy_state(status) == state


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Guangzhou; Zhuhai (cores); Hengqin", ["Guangzhou", "Zhuhai"]),
        ("nine GBA cities; HK", ["Guangzhou", "Zhuhai", "Hong Kong"]),
        ("Guangdong", []),
    ],
)
def test_cities_are_found_in_the_words_of_the_files(text, names):
    assert [city.name_en for city in named_cities(text, ALL)] == names
