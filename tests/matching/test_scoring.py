from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from investguangdong.matching import signals
from investguangdong.matching.facts import MandateFacts, ProjectFacts, Range
from investguangdong.matching.scoring import bar, best, result_of, score, score_many
from investguangdong.matching.table import Table
from investguangdong.matching.weights import DEFAULT, check, read, written
from tests.matching.cases import DONGGUAN, GUANGZHOU, MANDATE, NEIGHBOURS, PROJECT, SHAOGUAN, SHENZHEN

SECTORS = ["new-energy-storage", "new-materials", "semiconductors", "biomedicine"]
HIGH = 60


def scored(mandate=MANDATE, project=PROJECT, **options):
    return score(mandate, project, neighbours=NEIGHBOURS, **options)


def maybe(strategy):
    return st.none() | strategy


amounts = st.floats(1e5, 1e11)
ranges = st.builds(
    lambda low, high: Range(*sorted((low, high))) if low and high else Range(low, high),
    maybe(amounts),
    maybe(amounts),
)
places = st.sampled_from([GUANGZHOU, SHENZHEN, DONGGUAN, SHAOGUAN])
slugs = st.frozensets(st.sampled_from(SECTORS), max_size=3)
modes = st.frozensets(st.sampled_from(["joint_venture", "acquisition", "land_lease"]), max_size=3)
words = st.frozensets(st.sampled_from(["inverter", "储能", "battery", "vaccine", "port"]), max_size=5)
days = st.dates(date(2026, 1, 1), date(2030, 1, 1))

mandates = st.builds(
    MandateFacts,
    sectors=st.dictionaries(st.sampled_from(SECTORS), st.floats(1, 3), max_size=3),
    excluded_sectors=slugs,
    modes=modes,
    modes_never=modes,
    ticket=ranges,
    places=st.lists(places, max_size=2, unique_by=lambda one: one.slug).map(tuple),
    excluded_places=st.frozensets(st.sampled_from(["shenzhen", "shaoguan"]), max_size=1),
    land_min=maybe(st.floats(0, 100)),
    power_min=maybe(st.floats(0, 100)),
    start_to=maybe(days),
    minimum_stage=maybe(st.integers(0, 6)),
    minimum_readiness=maybe(st.integers(0, 100)),
    text=words,
    is_verified=maybe(st.booleans()),
)
projects = st.builds(
    ProjectFacts,
    code=st.sampled_from(["GD-2026-000001", "GD-2026-000002", "GD-2026-000003"]),
    sectors=slugs,
    modes=modes,
    amount=ranges,
    ticket_min=maybe(amounts),
    place=maybe(places),
    land_max=maybe(st.floats(0, 100)),
    power=maybe(st.floats(0, 100)),
    available_from=maybe(days),
    stage=maybe(st.integers(0, 6)),
    readiness=maybe(st.integers(0, 100)),
    verified_days=maybe(st.integers(0, 1000)),
    policies=maybe(st.integers(1, 5)),
    text=words,
    is_open=maybe(st.booleans()),
)


@given(mandates, projects)
@settings(max_examples=150, deadline=None)
def test_contributions_sum_to_the_score_and_stay_within_their_points(mandate, project):
    result = scored(mandate, project)
    assert abs(sum(part.contribution for part in result.parts) - result.score) < 1e-6
    assert 0 <= result.score <= 100 + 1e-9
    assert all(-1e-9 <= part.contribution <= part.points + 1e-9 for part in result.parts)
    assert abs(sum(one["won"] for one in bar(result.parts)) - result.score) < 1e-6


@given(mandates, projects)
@settings(max_examples=150, deadline=None)
def test_removing_a_fact_of_the_project_never_turns_a_fail_into_a_pass(mandate, project):
    before = scored(mandate, project)
    blank = ProjectFacts(is_open=None)
    for field in fields(ProjectFacts):
        after = scored(mandate, replace(project, **{field.name: getattr(blank, field.name)}))
        turned = [
            name
            for name, verdict in before.gates.items()
            if verdict == "fail" and after.gates[name] == "pass"
        ]
        assert turned == [], f"{field.name} removed"
    without_ticket = scored(replace(mandate, ticket=Range()), project)
    assert (before.gates["smallest_ticket"], without_ticket.gates["smallest_ticket"]) != ("fail", "pass")


@given(mandates, projects)
@settings(max_examples=150, deadline=None)
def test_more_overlap_never_lowers_the_score(mandate, project):
    before = scored(mandate, project).score
    assert (
        scored(
            replace(mandate, places=(*mandate.places, *([project.place] if project.place else []))), project
        ).score
        >= before - 1e-9
        or not mandate.places
    )
    if mandate.sectors and project.sectors:
        wanted = max(mandate.sectors, key=mandate.sectors.get)
        assert scored(mandate, replace(project, sectors=project.sectors | {wanted})).score >= before - 1e-9
    if mandate.modes and project.modes:
        more = replace(project, modes=project.modes | mandate.modes)
        assert scored(mandate, more).score >= before - 1e-9
    if mandate.ticket.low and mandate.ticket.high and project.amount:
        wider = replace(mandate, ticket=Range(mandate.ticket.low / 2, mandate.ticket.high * 2))
        assert scored(wider, project).score >= before - 1e-9
    for field in ("land_max", "power", "readiness"):
        if getattr(project, field) is not None:
            more = replace(project, **{field: min(getattr(project, field) + 10, 100)})
            assert scored(mandate, more).score >= before - 1e-9, field


@given(st.lists(projects, max_size=8), mandates)
@settings(max_examples=60, deadline=None)
def test_many_at_once_score_as_one_by_one(rows, mandate):
    table = Table(rows)
    plain = replace(mandate, text=frozenset())  # how rare a word is depends on all listings
    together = score_many(plain, table, neighbours=NEIGHBOURS).totals
    alone = [scored(plain, row, market=table.market).score for row in rows]
    assert np.allclose(together, alone, atol=1e-9)


def test_a_perfect_pair_is_near_a_hundred_and_passes_every_gate():
    result = scored()
    assert result.score > 80
    assert result.gate == "pass"
    assert result.coverage > 0.7
    assert result.clashes == ()


def test_a_near_city_and_the_right_size_do_not_save_a_foreign_sector():
    result = scored(project=replace(PROJECT, sectors=frozenset({"biomedicine"})))
    assert result.score < 60
    assert [finding.code for finding in result.clashes] == ["sector.foreign"]


def test_a_neighbouring_sector_stands_between_the_wanted_and_a_foreign_one():
    wanted = scored().score
    near = scored(project=replace(PROJECT, sectors=frozenset({"new-materials"}))).score
    foreign = scored(project=replace(PROJECT, sectors=frozenset({"biomedicine"}))).score
    assert foreign < 60 < near < 75 < wanted


def test_a_wanted_sector_counts_less_where_it_is_not_the_main_one():
    both = frozenset({"new-energy-storage", "biomedicine"})
    main = scored(project=replace(PROJECT, sectors=both, main_sector="new-energy-storage"))
    second = scored(project=replace(PROJECT, sectors=both, main_sector="biomedicine"))
    assert second.score + 4 < main.score
    assert "sector.secondary" in [finding.code for finding in second.reasons]


@pytest.mark.parametrize(
    ("low", "high", "code", "verdict"),
    [
        (300e6, 600e6, "amount.inside", "fits"),
        (850e6, 900e6, "amount.near", "fits"),
        (170e6, 180e6, "amount.near", "fits"),
        (1.6e9, 2e9, "amount.larger", "partly"),
        (9e9, 9e9, "amount.larger", "clashes"),
        (60e6, 70e6, "amount.smaller", "partly"),
    ],
)
def test_the_sentence_about_the_amount_is_true(low, high, code, verdict):
    result = scored(project=replace(PROJECT, amount=Range(low, high), ticket_min=None))
    said = [one for one in (*result.reasons, *result.clashes) if one.signal == "amount"]
    assert [(one.code, one.verdict) for one in said] == [(code, verdict)]


def test_a_factory_lease_goes_with_a_company_of_ones_own_but_not_with_an_acquisition():
    hall = replace(PROJECT, modes=frozenset({"factory_lease"}))
    said = {one.code for one in scored(project=hall).reasons}
    assert "mode.goes_with" in said
    buyer = replace(MANDATE, modes=frozenset({"acquisition"}))
    assert "mode.other" in {one.code for one in scored(buyer, hall).clashes}


def test_currency_does_not_matter_only_the_sum_does():
    written_in_dollars = replace(MANDATE, stated={"low": "28e6", "high": "112e6", "currency": "USD"})
    assert scored(written_in_dollars).score == scored().score


def test_the_same_inputs_give_the_same_order_whatever_order_they_come_in():
    rows = [replace(PROJECT, code=f"GD-2026-{number:06d}", readiness=number % 3) for number in range(30)]
    orders = []
    for given_rows in (rows, rows[::-1]):
        table = Table(given_rows)
        scores = score_many(replace(MANDATE, minimum_readiness=None), table, neighbours=NEIGHBOURS)
        orders.append([table.projects[row].code for row in best(scores, table, count=10)])
    assert orders[0] == orders[1]


def test_what_a_gate_removes_is_not_among_the_best():
    rows = [PROJECT, replace(PROJECT, code="GD-2026-000002", is_open=False)]
    table = Table(rows)
    scores = score_many(MANDATE, table, neighbours=NEIGHBOURS)
    assert [table.projects[row].code for row in best(scores, table, count=10)] == ["GD-2026-000001"]
    closed = result_of(1, scores, MANDATE, table, neighbours=NEIGHBOURS)
    assert (closed.gate, closed.gates["open"]) == ("fail", "fail")


def test_a_gap_is_counted_and_asked_for():
    before, result = scored(), scored(replace(MANDATE, ticket=Range(), power_min=None))
    assert before.known - result.known == 4
    assert "amount.unknown_you" in [finding.code for finding in result.unknowns]


@pytest.mark.parametrize(
    ("gate", "mandate", "project"),
    [
        ("excluded_sector", {"excluded_sectors": frozenset({"new-energy-storage"})}, {}),
        ("excluded_place", {"excluded_places": frozenset({"dongguan"})}, {}),
        ("refused_mode", {"modes_never": frozenset({"joint_venture"})}, {}),
        ("smallest_ticket", {}, {"ticket_min": 900e6}),
        ("minimum_stage", {"minimum_stage": 5}, {}),
        ("minimum_readiness", {"minimum_readiness": 90}, {}),
        ("open", {}, {"is_open": False}),
    ],
)
def test_gate_fails_and_removes_the_pair(gate, mandate, project):
    result = scored(replace(MANDATE, **mandate), replace(PROJECT, **project))
    assert (result.gate, result.gates[gate]) == ("fail", "fail")


def test_distance_is_measured_over_the_ground():
    assert signals.kilometres(SHENZHEN.lat, SHENZHEN.lon, GUANGZHOU) == pytest.approx(104.7, abs=1.5)


def test_weights_that_do_not_add_up_are_refused():
    stored = written(DEFAULT)
    assert check(stored) == ""
    assert read(stored) == DEFAULT
    assert check({**stored, "to_projects": {**stored["to_projects"], "sector": 90}}) != ""
    assert check({**stored, "priors": {**stored["priors"], "sector": 2}}) != ""
    assert check({"version": "x"}) != ""
