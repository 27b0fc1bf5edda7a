"""The next question is the one whose answer moves the present candidates apart most; pure, no database."""

from dataclasses import replace

import numpy as np
import pytest

from investguangdong.investors.completeness import QUESTIONS
from investguangdong.matching.asking import UNKNOWNS, worth_asking
from investguangdong.matching.facts import MandateFacts, Place, ProjectFacts, Range
from investguangdong.matching.scoring import score_many
from investguangdong.matching.table import Table
from investguangdong.matching.weights import DEFAULT

CITIES = [
    Place("shenzhen", 22.54, 114.06, region="delta"),
    Place("zhuhai", 22.27, 113.58, region="delta"),
    Place("meizhou", 24.29, 116.12, region="north"),
]
STORAGE = MandateFacts(code="IM-1", sectors={"new-energy-storage": 3.0})


def listing(number: int, **fields) -> ProjectFacts:
    facts = ProjectFacts(
        code=f"GD-{number:03d}",
        sectors=frozenset(["new-energy-storage"]),
        main_sector="new-energy-storage",
        modes=frozenset(["joint_venture"]),
        amount=Range(3e8, 6e8),
        place=CITIES[0],
        stage=2,
    )
    return replace(facts, **fields)


def asked(projects, mandate=STORAGE, unknown=tuple(QUESTIONS)):
    return worth_asking(mandate, Table(projects), unknown, neighbours={}, weights=DEFAULT)


def test_question_that_every_listing_answers_alike_is_not_asked():
    alike = [listing(number, land_max=10.0, power=20.0) for number in range(6)]
    assert asked(alike) == []


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("place", [{"place": CITIES[number % 3]} for number in range(6)]),
        ("mode", [{"modes": frozenset([word])} for word in ("ppp", "licence", "acquisition") * 2]),
        ("amount", [{"amount": Range(10.0**number, 10.0**number)} for number in range(5, 11)]),
        ("land", [{"land_max": float(number)} for number in (1, 2, 50, 60, 70, 80)]),
        ("power", [{"power": float(number)} for number in (1, 2, 50, 60, 70, 80)]),
        ("stage", [{"stage": n, "readiness": 100 - 20 * n, "verified_days": 1} for n in range(6)]),
    ],
)
def test_what_the_listings_differ_in_is_what_is_asked(name, values):
    found = asked([listing(number, **fields) for number, fields in enumerate(values)])
    assert [ask.name for ask in found] == [name]
    assert 0 < found[0].separates <= found[0].candidates == 6


def test_bigger_differences_come_first_whatever_order_they_are_named_in():
    projects = [
        listing(number, place=CITIES[number % 3], land_max=float(10 + 40 * (number % 2)))
        for number in range(6)
    ]
    orders = [asked(projects, unknown=names) for names in (("land", "place"), ("place", "land"))]
    assert [[ask.name for ask in order] for order in orders] == [["place", "land"]] * 2
    assert orders[0][0].spread > orders[0][1].spread


def test_only_unknown_wishes_are_asked():
    projects = [listing(number, place=CITIES[number % 3]) for number in range(6)]
    assert asked(projects, unknown=["land", "notes"]) == []


def test_two_candidates_are_too_few_to_ask_for():
    assert asked([listing(1), listing(2, place=CITIES[2])]) == []


def test_points_of_a_part_are_those_the_model_gives():
    """What a question moves, signal by signal, is what scoring the answered mandate moves."""
    projects = [
        listing(number, place=CITIES[number % 3], land_max=float(1 + 9 * number), power=float(number))
        for number in range(6)
    ]
    table = Table(projects)

    def totals(mandate):
        return score_many(mandate, table, neighbours={}, weights=DEFAULT).totals

    for name in ("place", "mode", "amount", "land", "power"):
        moved = [
            weight * (totals(facts) - totals(STORAGE)).std()
            for weight, facts in UNKNOWNS[name].answers(STORAGE, table)
        ]
        (ask,) = worth_asking(STORAGE, table, [name], neighbours={}, weights=DEFAULT) or [None]
        assert (ask.spread if ask else 0) == pytest.approx(sum(moved), abs=2e-3) or np.max(moved) < 1


def test_every_question_of_a_mandate_has_answers_to_try():
    assert QUESTIONS.keys() == UNKNOWNS.keys()
