"""The order of a list: by score, with a limit a city, a floor outside the Delta and a limit for each listing."""

import random
from collections import Counter

import pytest

from investguangdong.matching.ordering import (
    CITY_FULL,
    CROWDED,
    MADE_ROOM,
    MOST_A_CITY,
    OUTSIDE_DELTA,
    TEN,
    VARIETY,
    Wanted,
    arrange,
    most_lists,
    share_out,
)

DELTA = ["shenzhen", "guangzhou", "dongguan", "foshan"]
OUTSIDE = ["shaoguan", "meizhou"]
FLOOR = frozenset(OUTSIDE)


def listings(*parts) -> tuple[list, list]:
    """`(city, score), …` as scores and cities by row."""
    return [score for _city, score in parts], [city for city, _score in parts]


def anything(seed: int, size: int = 40):
    chance = random.Random(seed)
    cities = [chance.choice([*DELTA, "shenzhen", "shenzhen", *OUTSIDE, ""]) for _row in range(size)]
    return [float(chance.randint(50, 90)) for _row in range(size)], cities


def test_a_fifth_listing_of_one_city_gives_its_place_in_the_ten_to_another_city():
    scores, cities = listings(
        *[("shenzhen", 90 - at) for at in range(6)],
        *[("guangzhou", 80 - at) for at in range(4)],
        *[("foshan", 70 - at) for at in range(4)],
    )
    order = arrange(range(14), scores, cities)
    assert order.rows == (0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 4, 5, 12, 13)
    assert order.moved == {4: CITY_FULL, 5: CITY_FULL, 10: VARIETY, 11: VARIETY}


def test_two_listings_from_outside_the_delta_that_score_nearly_as_well_stand_in_the_ten_and_say_why():
    scores, cities = listings(
        *[(DELTA[at % 4], 80 - at) for at in range(12)], ("shaoguan", 68), ("meizhou", 67), ("meizhou", 66.9)
    )
    order = arrange(range(15), scores, cities, floor_cities=FLOOR)
    assert order.rows == (0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 8, 9, 10, 11, 14)
    assert order.moved == {12: OUTSIDE_DELTA, 13: OUTSIDE_DELTA, 8: MADE_ROOM, 9: MADE_ROOM}


def test_a_listing_more_than_five_points_behind_the_tenth_is_not_lifted():
    scores, cities = listings(*[(DELTA[at % 4], 80 - at) for at in range(10)], ("shaoguan", 65.9))
    assert arrange(range(11), scores, cities, floor_cities=FLOOR).moved == {}


def test_who_named_cities_gets_the_score_alone():
    scores, cities = listings(*[("shenzhen", 90 - at) for at in range(10)], ("shaoguan", 80), ("foshan", 79))
    order = arrange(range(12), scores, cities, narrowed=True, floor_cities=FLOOR)
    assert (order.rows, order.moved) == (tuple(range(12)), {})


def test_where_only_one_city_offers_anything_its_listings_fill_the_ten():
    scores, cities = listings(*[("shenzhen", 90 - at) for at in range(12)])
    assert arrange(range(12), scores, cities, floor_cities=FLOOR).rows == tuple(range(12))


@pytest.mark.parametrize("seed", range(60))
def test_within_a_city_nothing_stands_behind_a_worse_listing_and_the_limit_holds(seed):
    scores, cities = anything(seed)
    order = arrange(range(40), scores, cities, floor_cities=FLOOR)
    for city in {*cities} - {""}:
        own = [scores[row] for row in order if cities[row] == city]
        assert own == sorted(own, reverse=True)
    counts = Counter(cities[row] for row in order.rows[:TEN] if cities[row])
    assert max(counts.values()) <= MOST_A_CITY
    assert sorted(order) == list(range(40))


@pytest.mark.parametrize("seed", range(60))
def test_every_listing_that_left_or_entered_the_ten_says_why_and_no_other_does(seed):
    scores, cities = anything(seed)
    order = arrange(range(40), scores, cities, floor_cities=FLOOR)
    natural = sorted(range(40), key=lambda row: (-scores[row], row))[:TEN]
    assert set(order.moved) == set(natural) ^ set(order.rows[:TEN])
    assert all(cities[row] in FLOOR for row, why in order.moved.items() if why == OUTSIDE_DELTA)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_depends_on_nothing_but_the_listings_and_arranging_twice_changes_nothing(seed):
    scores, cities = anything(seed)
    once = arrange(range(40), scores, cities, floor_cities=FLOOR)
    shuffled = random.Random(seed).sample(range(40), 40)
    assert arrange(shuffled, scores, cities, floor_cities=FLOOR) == once
    assert arrange(once.rows, scores, cities, floor_cities=FLOOR) == once


def crowd(seed: int, *, lists: int = 60, projects: int = 90):
    """Everybody likes the same listings best."""
    chance = random.Random(seed)
    cities = [chance.choice([*DELTA, *OUTSIDE]) for _row in range(projects)]
    liked = [90 - 40 * at / projects for at in range(projects)]
    wanted = [
        Wanted(
            at,
            {row: liked[row] + chance.random() * 5 for row in chance.sample(range(projects), 50)},
            narrowed=at % 10 == 0,
        )
        for at in range(lists)
    ]
    return wanted, cities


@pytest.mark.parametrize("seed", range(5))
def test_no_listing_stands_in_more_than_twice_the_mean_number_of_lists_but_where_cities_were_named(seed):
    wanted, cities = crowd(seed)
    most = most_lists(60, 90)
    before = Counter(row for one in wanted for row in arrange(one.scores, one.scores, cities).rows[:TEN])
    share_out(wanted, cities, floor_cities=FLOOR, most=most)
    shared = Counter(row for one in wanted if not one.narrowed for row in one.order.rows[:TEN])
    named = Counter(row for one in wanted if one.narrowed for row in one.order.rows[:TEN])
    assert max(before.values()) > most
    assert all(count <= max(most - named[row], 0) for row, count in shared.items())
    assert len(shared) > len(before)
    assert any(why == CROWDED for one in wanted for why in one.order.moved.values())


def test_who_has_no_more_than_ten_to_see_gives_nothing_up():
    wanted = [Wanted(at, {row: 80.0 - row for row in range(10)}) for at in range(30)]
    share_out(wanted, ["shenzhen", "foshan", "dongguan"] * 4, floor_cities=FLOOR, most=5)
    assert all(one.order.rows == tuple(range(10)) for one in wanted)


def test_among_few_investors_nobody_is_crowded():
    assert (most_lists(3, 1000), most_lists(1000, 2000), most_lists(1000, 1500)) == (5, 10, 14)


def test_a_listing_of_the_whole_province_counts_for_no_city():
    scores, cities = listings(*[("", 90 - at) for at in range(8)], *[("foshan", 70 - at) for at in range(6)])
    order = arrange(range(14), scores, cities)
    assert (order.rows, order.moved) == (tuple(range(14)), {})
