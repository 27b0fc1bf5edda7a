"""Learning: new points from answers, measured on lists they were not learned from."""

from datetime import date, timedelta

import numpy as np
import pytest

from investguangdong.matching.labels import Answered
from investguangdong.matching.learning import FEWEST, learn, rounded
from investguangdong.matching.weights import DEFAULT, SIGNALS

STATED = DEFAULT.to_projects


def lists(count: int, *, by: str, seed: int = 3, rows: int = 12) -> list[Answered]:
    """Investors who choose by one signal alone."""
    chance = np.random.default_rng(seed)
    found = []
    for number in range(count):
        values = chance.random((rows, len(SIGNALS)))
        best = values[:, SIGNALS.index(by)].argmax()
        kinds = tuple("interested" if row == best else "" for row in range(rows))
        found.append(Answered(number, date(2026, 1, 1) + timedelta(days=number), values, kinds))
    return found


def test_with_too_few_answered_lists_nothing_is_learned_and_it_says_how_many_are_missing():
    lesson = learn(lists(FEWEST - 1, by="power"), stated=STATED, serving=STATED)
    assert (lesson.points, lesson.measured, lesson.missing) == (None, None, 1)


def test_points_move_to_what_people_choose_by_and_are_measured_on_newer_lists():
    lesson = learn(lists(120, by="power"), stated=STATED, serving=STATED)
    assert lesson.points["power"] > 4 * STATED["power"]
    assert lesson.points["power"] == max(lesson.points.values())
    measured = lesson.measured
    assert (measured.lists, measured.learned_on, measured.measured_on) == (120, 84, 36)
    assert measured.difference.low > 0
    assert measured.difference.mean == pytest.approx(measured.new.mean - measured.old.mean)
    assert measured.labels == {"": 1320, "interested": 120}
    assert (measured.first, measured.last) == ("2026-01-01", "2026-04-30")


def test_learning_from_noise_stays_near_the_stated_points():
    chance = np.random.default_rng(9)
    noise = [
        Answered(one.of, one.day, chance.permutation(one.values), one.kinds) for one in lists(40, by="power")
    ]
    lesson = learn(noise, stated=STATED, serving=STATED)
    assert abs(lesson.measured.difference.mean) < 0.12
    assert lesson.measured.difference.low < 0 < lesson.measured.difference.high


def test_no_point_is_negative_they_make_a_hundred_and_are_readable():
    points = learn(lists(60, by="near"), stated=STATED, serving=STATED).points
    assert min(points.values()) >= 0
    assert sum(points.values()) == pytest.approx(100, abs=1e-9)
    assert all(round(value, 2) == value for value in points.values())


def test_what_is_fixed_keeps_its_points():
    points = learn(lists(60, by="near"), stated=STATED, serving=STATED, fixed=("sector",)).points
    assert points["sector"] == STATED["sector"]


def test_rounding_gives_the_rest_to_the_largest():
    thirds = {name: 100 / len(SIGNALS) for name in SIGNALS}
    assert sum(rounded(thirds).values()) == pytest.approx(100, abs=1e-9)


def test_the_same_lists_teach_the_same():
    first = learn(lists(60, by="near"), stated=STATED, serving=STATED)
    assert learn(lists(60, by="near"), stated=STATED, serving=STATED) == first
