"""What holds for any pair, whatever the facts: laws of the model and of what is said about it."""

from dataclasses import asdict, fields, replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from investguangdong.matching.cards import adding_up, blocks
from investguangdong.matching.facts import MandateFacts, ProjectFacts, Range
from investguangdong.matching.raising import Bench, ways
from investguangdong.matching.scoring import best, result_of, score_many
from investguangdong.matching.table import Table
from investguangdong.matching.weights import DEFAULT
from tests.matching.golden_market import CITIES, LISTINGS, NEIGHBOURS

MODEL = {"neighbours": NEIGHBOURS, "weights": DEFAULT}
MARKET = list(LISTINGS.values())
MODES = ["joint_venture", "wholly_foreign", "acquisition", "ppp", "factory_lease"]
SECTORS = sorted(NEIGHBOURS)

sums = st.floats(1e6, 1e10)
ranges = st.builds(
    lambda low, high: Range(*sorted((low, high))) if low and high else Range(low, high),
    st.none() | sums,
    st.none() | sums,
)
sectors = st.frozensets(st.sampled_from(SECTORS), max_size=3)
modes = st.frozensets(st.sampled_from(MODES), max_size=3)
cities = st.sampled_from(sorted(CITIES)).map(CITIES.get)
days = st.dates(date(2026, 6, 1), date(2030, 1, 1))
numbers = st.none() | st.floats(0.5, 200)

mandates = st.builds(
    MandateFacts,
    sectors=st.dictionaries(st.sampled_from(SECTORS), st.floats(1, 3), max_size=3),
    excluded_sectors=sectors,
    modes=modes,
    modes_never=modes,
    musts=st.frozensets(st.sampled_from(["sector", "amount", "mode", "place", "site", "time"]), max_size=2),
    ticket=ranges,
    places=st.lists(cities, max_size=2, unique_by=lambda one: one.slug).map(tuple),
    excluded_places=st.frozensets(st.sampled_from(sorted(CITIES)), max_size=2),
    land_min=numbers,
    power_min=numbers,
    start_to=st.none() | days,
    minimum_stage=st.none() | st.integers(0, 6),
    minimum_readiness=st.none() | st.integers(0, 100),
    is_verified=st.sampled_from([None, True, False]),
)
projects = st.builds(
    ProjectFacts,
    code=st.just("GD-2026-999999"),
    sectors=sectors,
    modes=modes,
    amount=ranges,
    ticket_min=st.none() | sums,
    place=st.none() | cities,
    land_max=numbers,
    power=numbers,
    available_from=st.none() | days,
    stage=st.none() | st.integers(0, 6),
    readiness=st.none() | st.integers(0, 100),
    verified_days=st.none() | st.integers(0, 800),
    policies=st.none() | st.integers(0, 4),
)
# One market for before and after: what the rest of the province offers does not change with one pair.
TABLE = Table(MARKET)


def scored(mandate, project):
    table = Table([project], market=TABLE.market)
    scores = score_many(mandate, table, **MODEL)
    return result_of(0, scores, mandate, table, **MODEL)


@given(mandates, projects)
@settings(max_examples=25, deadline=None)
def test_contributions_sum_to_the_score_and_every_finding_is_about_a_signal_of_the_sum(mandate, project):
    found = scored(mandate, project)
    assert abs(sum(part.contribution for part in found.parts) - found.score) < 1e-6
    assert -1e-9 <= found.score <= 100 + 1e-9
    reasons = [one.lift for one in found.reasons]
    assert reasons == sorted(reasons, reverse=True) or len({round(one, 6) for one in reasons}) < len(reasons)


@given(mandates, projects)
@settings(max_examples=25, deadline=None)
def test_more_overlap_never_lowers_the_score(mandate, project):
    before = scored(mandate, project).score
    for wider in with_more_overlap(mandate, project):
        assert scored(*wider).score >= before - 1e-9


def with_more_overlap(mandate, project):
    """The same pair with one thing more in common."""
    yield from with_more_wished(mandate, project)
    yield from with_more_offered(mandate, project)


def with_more_wished(mandate, project):
    if mandate.places and project.place:
        yield replace(mandate, places=(*mandate.places, project.place)), project
    if mandate.start_to and project.available_from:
        yield replace(mandate, start_to=max(mandate.start_to, project.available_from)), project


def with_more_offered(mandate, project):
    if mandate.sectors and project.sectors:
        wanted = max(mandate.sectors, key=mandate.sectors.get)
        yield mandate, replace(project, sectors=project.sectors | {wanted})
    if mandate.modes and project.modes:
        yield mandate, replace(project, modes=project.modes | mandate.modes)
    for offer in ("land_max", "power"):
        if getattr(project, offer):
            yield mandate, replace(project, **{offer: getattr(project, offer) * 2})
    for fact, best_value in (("verified_days", 0), ("readiness", 100)):
        if getattr(project, fact) is not None:
            yield mandate, replace(project, **{fact: best_value})


@given(mandates, projects)
@settings(max_examples=12, deadline=None)
def test_removing_a_fact_never_turns_a_fail_into_a_pass(mandate, project):
    before = scored(mandate, project).gates
    blank = ProjectFacts(is_open=None)
    for field in fields(ProjectFacts):
        after = scored(mandate, replace(project, **{field.name: getattr(blank, field.name)})).gates
        turned = [name for name, word in before.items() if (word, after[name]) == ("fail", "pass")]
        assert turned == [], field.name


@given(mandates, projects, st.sampled_from(["EUR", "USD", "JPY"]), st.floats(0.05, 10))
@settings(max_examples=12, deadline=None)
def test_the_currency_does_not_matter(mandate, project, currency, rate):
    """Facts come in yuan; in which currency they were written is for the sentences only."""
    ends = {end: getattr(mandate.ticket, end) for end in ("low", "high")}
    text = {end: None if value is None else str(round(value / rate)) for end, value in ends.items()}
    foreign = replace(mandate, stated={**text, "currency": currency} if mandate.ticket else {})
    one, other = scored(mandate, project), scored(foreign, project)
    assert (one.score, one.gates) == (other.score, other.gates)
    assert [finding.code for finding in one.reasons] == [finding.code for finding in other.reasons]


@given(mandates)
@settings(max_examples=20, deadline=None)
def test_the_same_inputs_give_the_same_order_and_the_same_words(mandate):
    told = []
    for rows in (MARKET, MARKET[::-1]):
        table = Table(rows)
        scores = score_many(mandate, table, **MODEL)
        order = best(scores, table, count=12)
        said = [result_of(at, scores, mandate, table, **MODEL) for at in order]
        told.append(
            [
                (table.projects[at].code, round(one.score, 9), [finding.code for finding in one.reasons])
                for at, one in zip(order, said, strict=True)
            ]
        )
    assert told[0] == told[1]


@given(mandates, projects)
@settings(max_examples=8, deadline=None)
def test_no_way_to_raise_a_score_is_promised_that_does_not_raise_it(mandate, project):
    table = Table([project], market=TABLE.market)
    scores = score_many(mandate, table, **MODEL)
    now = result_of(0, scores, mandate, table, **MODEL)
    for way in ways(mandate, project, scored=Bench(scores, 0, **MODEL)):
        assert abs(way.to - now.score - way.points) < 1e-9
        assert way.points >= 1 or now.gate == "fail"
        assert asdict(way)["turn"] in ("investor", "project")


@given(st.lists(st.floats(0, 40), min_size=1, max_size=23), st.sampled_from([0, 1]))
def test_printed_numbers_add_up_and_stay_within_one_step_of_the_stored(values, decimals):
    shown = adding_up(values, decimals=decimals)
    assert abs(sum(shown) - round(sum(values), decimals)) < 1e-6
    assert np.max(np.abs(np.array(shown) - np.array(values))) < 10**-decimals + 1e-6


@given(mandates, projects)
@settings(max_examples=20, deadline=None)
def test_the_table_of_the_page_is_the_sum(mandate, project):
    found = scored(mandate, project)
    lines = [line for block in blocks(found.parts) for line in block.lines]
    assert abs(sum(line.won for line in lines) - found.score) < 1e-6
    assert abs(sum(line.shown for line in lines) - round(found.score, 1)) < 0.051
    assert {line.signal for line in lines} == {part.signal for part in found.parts if part.points}
