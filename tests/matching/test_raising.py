"""What would raise a score: every promise is kept when the change is really made."""

from dataclasses import replace
from datetime import date

import pytest

from investguangdong.matching.facts import Range
from investguangdong.matching.raising import Bench, changes, ways
from investguangdong.matching.scoring import overall, result_of, score_many
from investguangdong.matching.table import Table
from investguangdong.matching.tickets import gap, rate_of, round_sum
from investguangdong.matching.weights import DEFAULT
from tests.matching.golden_market import LISTINGS, MANDATES, NEIGHBOURS

MODEL = {"neighbours": NEIGHBOURS, "weights": DEFAULT}
ROWS = list(LISTINGS.values())
PAIRS = [(name, code) for name in MANDATES for code in LISTINGS]


def bench(mandate, code, rows=None):
    """The pair's bench, its project and its result in the market."""
    table = Table(rows or ROWS)
    scores = score_many(mandate, table, **MODEL)
    at = next(place for place, row in enumerate(table.projects) if row.code == code)
    return Bench(scores, at, **MODEL), table.projects[at], result_of(at, scores, mandate, table, **MODEL)


def best_way(mandate, code):
    scored, project, _result = bench(mandate, code)
    return next(iter(ways(mandate, project, scored=scored)), None)


@pytest.mark.parametrize("name", MANDATES)
def test_a_pair_nobody_changes_keeps_its_score_to_the_last_digit(name):
    mandate = MANDATES[name]
    for code in list(LISTINGS)[::4]:
        scored, project, result = bench(mandate, code)
        to, gate = scored(mandate, project)
        assert to == pytest.approx(result.score, abs=1e-9)
        assert gate == result.gate


@pytest.mark.parametrize("name", ["lusitano", "nordvind", "kansai"])
def test_a_promise_is_what_the_market_gives_once_the_wish_is_changed(name):
    """The changes of the investor's side, made for real and scored against the whole market."""
    mandate, table = MANDATES[name], Table(ROWS)
    for code in list(LISTINGS)[::3]:
        scored, project, _result = bench(mandate, code)
        for change in changes(mandate, project):
            if change.turn == "investor" and change.project == project and change.effort > 1:
                at = ROWS.index(project)
                real = score_many(change.mandate, table, **MODEL)
                to, gate = scored(change.mandate, change.project)
                assert to == pytest.approx(real.totals[at], abs=0.05), (code, change.code)
                assert gate == overall(dict(enumerate_gates(real, at)))


def enumerate_gates(scores, at):
    words = {1: "pass", 0: "unknown", -1: "fail"}
    return enumerate(words[int(code)] for code in scores.gates_of([at])[0])


def test_every_way_is_worth_a_point_and_the_first_brings_most_for_its_effort():
    for name, code in PAIRS[::5]:
        mandate = MANDATES[name]
        scored, project, result = bench(mandate, code)
        found = ways(mandate, project, scored=scored)
        assert [one.points / one.effort for one in found] == sorted(
            (one.points / one.effort for one in found), reverse=True
        )
        for one in found:
            assert one.to == pytest.approx(result.score + one.points)
            assert one.points >= 1 or result.gate == "fail"


def test_a_ticket_is_widened_to_a_round_sum_in_the_currency_it_was_written_in():
    scored, project, _result = bench(MANDATES["lusitano"], "storage-jiangmen-for-the-large")
    found = {one.code: one for one in ways(MANDATES["lusitano"], project, scored=scored)}
    assert found["amount.up"].params == {"limit": {"amount": "120000000", "currency": "EUR"}}  # 900 m at 7.8


def test_who_is_shut_out_by_a_gate_is_told_what_opens_it_and_nothing_else():
    mandate = MANDATES["qianhai"]
    early = replace(LISTINGS["packaging-dongguan"], code="early", stage=2)
    scored, project, result = bench(mandate, "early", [*ROWS, early])
    assert result.gate == "fail"
    found = ways(mandate, project, scored=scored)
    assert [one.code for one in found] == ["stage.accept"]
    assert found[0].params == {"stage": 2}


def test_a_place_that_was_ruled_out_is_never_proposed():
    scored, project, _result = bench(MANDATES["macao"], "clinic-shenzhen")
    assert ways(MANDATES["macao"], project, scored=scored) == ()


@pytest.mark.parametrize(
    ("change", "code", "expected", "turn"),
    [
        ({"ticket": Range(), "stated": {}}, "storage-zhuhai", "amount.say", "investor"),
        ({"modes": frozenset()}, "storage-zhuhai", "mode.add", "investor"),
        ({"land_min": None}, "storage-zhuhai", "land.say", "investor"),
        ({"power_min": None}, "storage-zhuhai", "power.say", "investor"),
        ({"start_to": None}, "storage-zhuhai", "time.say", "investor"),
        ({"start_to": date(2027, 1, 1)}, "storage-zhuhai", "time.later", "investor"),
        ({"is_verified": False}, "storage-zhuhai", "standing.verify", "investor"),
        ({"places": ()}, "storage-zhuhai", "place.add", "investor"),
        ({"land_min": 30.0}, "storage-zhuhai", "land.less", "investor"),
        ({"modes": frozenset({"licence"})}, "storage-zhuhai", "mode.offer", "project"),
        ({}, "storage-open-amount", "amount.state", "project"),
        ({"minimum_stage": None}, "storage-zhuhai-concept", "land.state", "project"),
        ({"minimum_stage": None}, "storage-zhuhai-concept", "time.state", "project"),
        ({}, "cathode-zhuhai", "sector.add", "investor"),
        ({"ticket": Range(5e9, 9e9)}, "storage-zhuhai", "amount.down", "investor"),
    ],
)
def test_each_gap_and_clash_has_its_change(change, code, expected, turn):
    mandate = replace(MANDATES["lusitano"], **change)
    found = {one.code: one.turn for one in changes(mandate, LISTINGS[code])}
    assert found[expected] == turn


def test_what_does_not_matter_to_the_investor_is_not_asked():
    open_minded = replace(MANDATES["lusitano"], places=(), indifferent=frozenset({"place"}))
    assert "place.add" not in {one.code for one in changes(open_minded, LISTINGS["storage-zhuhai"])}


@pytest.mark.parametrize(
    ("value", "up", "expected"),
    [(115_384_615.4, True, 120_000_000), (10_000_000.0, True, 10_000_000), (999_999.0, False, 990_000)],
)
def test_sums_are_rounded_to_the_side_that_still_reaches(value, up, expected):
    assert round_sum(value, up=up) == expected


def test_ranges_that_meet_have_no_gap_and_the_rate_is_read_from_what_was_written():
    assert gap(Range(1, 5), Range(5, 9)) == 0
    assert gap(Range(1, 5), Range(10, 20)) == pytest.approx(0.693, abs=1e-3)
    assert gap(Range(40, None), Range(10, 20)) == pytest.approx(0.693, abs=1e-3)
    assert rate_of(MANDATES["lusitano"]) == pytest.approx(7.8)
    assert rate_of(LISTINGS["bare"]) == 1.0
