"""A market of any size as the model reads it, the same one for the same seed: facts without a database."""

import random
from datetime import date, timedelta

from investguangdong.matching.facts import MandateFacts, Place, ProjectFacts, Range

SECTORS = [f"sector-{number}" for number in range(16)]
CLUSTERS = [f"cluster-{number}" for number in range(20)]
NEIGHBOURS = {
    one: frozenset(other for other in SECTORS if other != one and (int(one[7:]) + int(other[7:])) % 4 == 0)
    for one in SECTORS
}
CITIES = [
    Place(
        f"city-{number}",
        21 + number % 5 * 0.8,
        110.5 + number * 0.3,
        region="delta" if number < 9 else "north",
    )
    for number in range(21)
]
MODES = [
    "wholly_foreign",
    "joint_venture",
    "acquisition",
    "ppp",
    "land_transfer",
    "land_lease",
    "factory_lease",
]
STAGES = ["concept", "study", "approved", "land_ready", "permit_ready", "construction", "operating"]
WORDS = [f"word{number}" for number in range(4000)]
TODAY = date(2026, 11, 28)


def rounded(amount: float) -> float:
    """To two figures, as people write amounts."""
    return float(f"{amount:.1e}")


def listing(number: int, dice: random.Random) -> ProjectFacts:
    main, also = dice.sample(SECTORS, 2)
    low = rounded(10 ** dice.uniform(6.5, 9.5))
    stage = dice.randrange(7)
    checked = dice.choice([None, dice.randrange(700)])
    return ProjectFacts(
        code=f"GD-2026-{number:06d}",
        sectors=frozenset([main] if dice.random() < 0.6 else [main, also]),
        main_sector=main,
        clusters=frozenset(dice.sample(CLUSTERS, dice.randint(0, 1))),
        modes=frozenset(dice.sample(MODES, dice.randint(0, 2))),
        amount=Range() if dice.random() < 0.1 else Range(low, rounded(low * dice.uniform(1, 3))),
        ticket_min=dice.choice([None, None, low / 5]),
        place=dice.choices(CITIES, weights=range(21, 0, -1))[0],
        land_max=dice.choice([None, round(dice.uniform(0.5, 60), 1)]),
        power=dice.choice([None, round(dice.uniform(1, 80), 1)]),
        available_from=dice.choice([None, TODAY + timedelta(days=dice.randrange(900))]),
        phase=STAGES[stage],
        stage=stage,
        readiness=dice.choice([None, dice.randrange(101)]),
        verified_on=checked and TODAY - timedelta(days=checked),
        verified_days=checked,
        policies=dice.choice([None, 1, 2, 3]),
        text=frozenset(dice.choices(WORDS, k=dice.randint(10, 60))),
    )


def mandate(number: int, dice: random.Random) -> MandateFacts:
    low = 10 ** dice.uniform(6.5, 9)
    return MandateFacts(
        code=f"IM-2026-{number:06d}",
        sectors={word: float(dice.randint(1, 3)) for word in dice.sample(SECTORS, dice.randint(1, 3))},
        excluded_sectors=frozenset(dice.sample(SECTORS, dice.randint(0, 1))),
        modes=frozenset(dice.sample(MODES[:4], dice.randint(1, 2))),
        modes_never=frozenset(dice.sample(MODES[4:], dice.randint(0, 1))),
        ticket=Range(low, low * dice.uniform(1, 10)),
        places=tuple(dice.sample(CITIES, dice.choice([0, 0, 1, 2, 4]))),
        land_min=dice.choice([None, None, 3.0]),
        power_min=dice.choice([None, None, 10.0]),
        start_to=dice.choice([None, TODAY + timedelta(days=365)]),
        minimum_stage=dice.choice([None, None, 1]),
        text=frozenset(dice.sample(WORDS, dice.choice([0, 0, 8, 20]))),
        is_verified=dice.random() < 0.6,
    )


def listings(count: int) -> list[ProjectFacts]:
    dice = random.Random(1)  # noqa: S311  a sample, not a secret
    return [listing(number, dice) for number in range(count)]


def mandates(count: int) -> list[MandateFacts]:
    dice = random.Random(2)  # noqa: S311
    return [mandate(number, dice) for number in range(count)]
