"""Medians, lines and rivers, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investguangdong.insights.numbers import line, median, percentile, river


@pytest.mark.parametrize(
    ("values", "share", "result"),
    [([], 0.5, None), ([3], 0.9, 3), ([1, 2, 3, 4], 0.5, 2.5), ([1, 2, 3, 4, 5], 0.9, 4.6)],
)
def test_percentile_between_neighbours(values, share, result):
    assert percentile(values, share) == (pytest.approx(result) if result is not None else None)


@given(st.lists(st.floats(0, 1000), min_size=1))
def test_median_lies_within_and_below_the_ninetieth(values):
    assert min(values) <= median(values) <= percentile(values, 0.9) <= max(values) + 1e-9


def test_week_without_answers_is_a_gap_in_the_line():
    pieces = line([1, None, 2, 3], top=3)
    assert [len(piece) for piece in pieces] == [1, 2]
    assert pieces[-1][-1] == (300, 0)


def test_river_is_widest_where_most_cases_are_and_never_dries_up():
    path = river([4, 0, 2])
    assert path.startswith("M0 0.0")
    assert "nan" not in river([0, 0, 0])
