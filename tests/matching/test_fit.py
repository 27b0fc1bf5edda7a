"""How many investors a listing fits: the same numbers as pair by pair, for a draft as well."""

import random
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from investguangdong.core.registry import project_panels
from investguangdong.investors.choices import Verification
from investguangdong.matching import panel, scoring
from investguangdong.matching.facts import MandateFacts, Place, ProjectFacts, Range
from investguangdong.matching.fit import BANDS, GATE_READS, SIGNAL_READS, fit_of, may_fit
from investguangdong.matching.gates import GATES
from investguangdong.matching.signals import TICKETS
from investguangdong.matching.weights import DEFAULT, SIGNALS
from tests.factories import investors, places, projects

SECTORS = [f"sector-{number}" for number in range(16)]
NEAR = {
    one: frozenset(other for other in SECTORS if (int(one[7:]) + int(other[7:])) % 3 == 0) for one in SECTORS
}
CITIES = ("shenzhen", "zhuhai", "guangzhou", "dongguan")


def some_mandate(dice: random.Random) -> MandateFacts:
    low = dice.random() * 1e8
    return MandateFacts(
        sectors={word: float(dice.randint(1, 3)) for word in dice.sample(SECTORS, dice.randint(0, 3))},
        excluded_sectors=frozenset(dice.sample(SECTORS, dice.randint(0, 1))),
        modes=frozenset(dice.sample(["joint_venture", "acquisition", "licence"], dice.randint(0, 2))),
        modes_never=frozenset(dice.sample(["ppp", "licence"], dice.randint(0, 1))),
        ticket=Range(low, low + dice.random() * 1e9),
        places=tuple(Place(slug, 22 + dice.random(), 113 + dice.random()) for slug in dice.sample(CITIES, 2)),
        land_min=dice.choice([None, dice.random() * 10]),
        power_min=dice.choice([None, dice.random() * 10]),
        start_to=dice.choice([None, date(2027, 1, 1) + timedelta(days=dice.randint(0, 900))]),
        minimum_readiness=dice.choice([None, 60]),
        text=frozenset(dice.sample(["battery", "cell", "lab", "robot"], dice.randint(0, 3))),
        is_verified=True,
    )


FULL = ProjectFacts(
    code="GD-1", sectors=frozenset(SECTORS[:2]), main_sector=SECTORS[0], modes=frozenset(["joint_venture"]),
    amount=Range(2e8, 3e8), place=Place("shenzhen", 22.5, 114.0), land_max=5.0, power=4.0, readiness=50,
    available_from=date(2027, 6, 1), verified_days=200, policies=1, text=frozenset(["battery"]), is_open=False,
)  # fmt: skip
BARE = ProjectFacts(code="GD-2", is_open=False)


@pytest.mark.parametrize("project", [FULL, BARE, replace(FULL, amount=Range(), land_max=None)])
def test_a_listing_is_counted_as_pair_by_pair(project):
    dice = random.Random(7)  # noqa: S311
    mandates = [some_mandate(dice) for _number in range(300)]
    fit = fit_of(project, mandates, neighbours=NEAR, weights=DEFAULT)
    near = [one for one in mandates if may_fit(one, project, NEAR)]
    one_by_one = [scoring.score(one, replace(project, is_open=True), neighbours=NEAR) for one in near]
    totals = [one.score for one in one_by_one if one.gate != "fail"]
    above = float("inf")
    for name, bound in BANDS:
        assert fit.bands[name] == sum(bound <= total < above for total in totals)
        above = bound
    assert fit.asked == 300


# What reads nothing of the mandate: the listing alone decides, or the whole list.
ASKED_ONCE = {"readiness", "policy", "mutual"}


def test_every_signal_and_gate_says_what_it_reads():
    said = {*SIGNAL_READS, *TICKETS} - {"tickets"}
    assert said | ASKED_ONCE == set(SIGNALS)
    assert set(GATE_READS) | {"open"} == set(GATES)


def test_what_is_not_stated_is_named_with_what_it_would_bring():
    wants = MandateFacts(
        sectors={"a": 1.0}, ticket=Range(1e8, 2e8), modes=frozenset(["joint_venture"]), is_verified=True,
        places=(Place("shenzhen", 22.5, 114.0),), land_min=3.0, start_to=date(2028, 1, 1),
    )  # fmt: skip
    offers = ProjectFacts(
        sectors=frozenset("a"), main_sector="a", modes=frozenset(["joint_venture"]),
        place=Place("zhuhai", 22.2, 113.5), readiness=60, verified_days=10,
    )  # fmt: skip
    weights = replace(DEFAULT, priors=dict.fromkeys(SIGNALS, 0.1))
    fit = fit_of(offers, [wants] * 4, neighbours={}, weights=weights)
    assert fit.bands["very_strong"] + fit.bands["strong"] == 0
    assert ("amount", 4) in fit.raises


def test_a_thousand_mandates_are_counted_within_a_tenth_of_a_second():
    dice = random.Random(1)  # noqa: S311
    mandates = [some_mandate(dice) for _number in range(1000)]
    fit_of(FULL, mandates, neighbours=NEAR, weights=DEFAULT)
    taken = []
    for _round in range(3):
        start = time.process_time()
        fit_of(FULL, mandates, neighbours=NEAR, weights=DEFAULT)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.2  # measured below 0.1 s on a machine that does nothing else


def test_the_panel_counts_verified_searches_and_names_nobody(officer):
    sector = places.sector("new-energy-storage")
    checked = investors.organisation(
        "Named Power", verification=Verification.VERIFIED, verified_by=officer, verified_on=date(2026, 1, 1),
        evidence="Register",
    )  # fmt: skip
    for organisation in (checked, investors.organisation("Other Power")):
        investors.mandate(
            organisation, sectors=[sector], ticket_min=50_000_000, cities=[places.city("shenzhen")]
        )
    panel.INVESTORS.version = None
    told = project_panels.get("fit")(projects.draft(), officer)
    assert (told["fit"].asked, told["fit"].total, told["others"].asked, told["others"].total) == (1, 1, 1, 1)
    assert "Power" not in str(told)


def test_a_new_mandate_is_counted_at_once(officer):
    panel.INVESTORS.version = None
    project = projects.draft()
    assert panel.panel(project, officer)["others"].asked == 0
    investors.mandate(investors.organisation("Late Power"))
    assert panel.panel(project, officer)["others"].asked == 1
