from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investguangdong.places.weighing import FULL, MOST, Criterion, Flip, Ranking

PLACES = ["a", "b", "c", "d", "e"]
KEYS = ["gdp", "wage", "rail"]


@st.composite
def criteria(draw):
    """Three criteria over five places; each knows at least one value."""
    values = st.dictionaries(st.sampled_from(PLACES), st.integers(-50, 50), min_size=1)
    return [Criterion(key, draw(values), draw(st.booleans())) for key in KEYS]


weights = st.fixed_dictionaries({key: st.integers(0, MOST) for key in KEYS})


@given(criteria(), weights, st.integers(2, 9))
def test_order_stays_when_all_weights_grow_alike(criteria, weights, times):
    heavier = {key: weight * times for key, weight in weights.items()}
    assert Ranking(criteria, heavier, PLACES).order() == Ranking(criteria, weights, PLACES).order()


@given(criteria(), weights, st.sampled_from(KEYS), st.integers(0, MOST))
def test_more_weight_on_a_criterion_never_lowers_its_leader(criteria, weights, key, more):
    ranking = Ranking(criteria, weights, PLACES)
    best = max(ranking.points[key].values())
    before, after = ranking.totals(), ranking.totals(**{key: weights[key] + more})
    for leader in (place for place in PLACES if ranking.points[key][place] == best):
        above = {place for place in PLACES if before[place] > before[leader]}
        assert {place for place in PLACES if after[place] > after[leader]} <= above


@given(criteria(), weights)
def test_same_input_gives_the_same_scores_within_their_bounds(criteria, weights):
    scores = Ranking(criteria, weights, PLACES).scores()
    assert scores == Ranking(criteria, dict(reversed(weights.items())), PLACES).scores()
    for score in scores:
        assert 0 <= score.low <= score.total <= score.high <= score.weight * FULL
        assert (score.low == score.high) == (not score.unknown)


@given(criteria(), weights)
def test_every_flip_is_real_and_the_nearest(criteria, weights):
    ranking = Ranking(criteria, weights, PLACES)
    now = ranking.order()[:3]
    for flip in ranking.flips():
        step = 1 if flip.other_weight > flip.weight else -1
        then = ranking.order(**{flip.key: flip.other_weight})[:3]
        assert (then[flip.place - 1], now[flip.place - 1]) == (flip.winner, flip.loser)
        for nearer in range(flip.weight + step, flip.other_weight, step):
            assert ranking.order(**{flip.key: nearer})[:3] == now or not sum(
                {**weights, flip.key: nearer}.values()
            )


def test_points_run_from_the_worst_to_the_best_whichever_way_is_better():
    values = {"a": Decimal(1750), "b": Decimal(2000), "c": Decimal(2500)}
    assert Criterion("x", values).points() == {"a": 0, "b": 3333, "c": FULL}
    assert Criterion("x", values, high_is_better=False).points() == {"a": FULL, "b": 6667, "c": 0}


def test_unknown_counts_as_the_middle_and_says_so():
    ranking = Ranking([Criterion("gdp", {"a": 1, "b": 3, "c": 9})], {"gdp": 2}, ["a", "b", "c", "d"])
    assert ranking.order() == ["c", "b", "d", "a"]
    unknown = ranking.scores()[2]
    assert (unknown.place, unknown.unknown, unknown.rank) == ("d", {"gdp"}, 2)
    assert (unknown.low, unknown.total, unknown.high) == (0, 5000, 2 * FULL)


def test_sensitivity_names_who_overtakes_whom_at_which_weight():
    near = [Criterion("gdp", {"a": 10, "b": 0}), Criterion("wage", {"a": 10, "b": 0}, high_is_better=False)]
    ranking = Ranking(near, {"gdp": 3, "wage": 2}, ["a", "b"])
    assert ranking.flips() == [
        Flip("gdp", 3, 1, winner="b", loser="a", place=1),
        Flip("wage", 2, 4, winner="b", loser="a", place=1),
    ]


@pytest.mark.parametrize("weights", [{}, {"gdp": 0}])
def test_nothing_is_ranked_where_nothing_weighs(weights):
    ranking = Ranking([Criterion("gdp", {"a": 1})], weights, ["a"])
    assert (ranking.scores(), ranking.flips()) == ([], [])
