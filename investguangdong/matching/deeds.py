"""What investors have taken up on this portal: said yes to, and been introduced to. It moves their taste beside what
they state."""

from collections import defaultdict
from dataclasses import dataclass

from investguangdong.core import clock
from investguangdong.matching.choices import Answer
from investguangdong.matching.facts import Taken
from investguangdong.matching.models import Match

MERE_YES = 0.5  # beside an introduction
FIELDS = (
    *("mandate_id", "introduced_at", "project__primary_sector_id", "project__city_id", "project__stage"),
    *("project__amount_cny_min", "project__amount_cny_max", "project__secured"),
)


@dataclass
class Deeds:
    """`new_12` and `new_24` are introductions in so many months, `since` the days since the last one; None for
    somebody who was never introduced."""

    taken: tuple[Taken, ...] = ()
    new_12: float | None = None
    new_24: float | None = None
    since: float | None = None


NONE = Deeds()


def read_deeds(reference) -> dict[int, Deeds]:
    """By mandate, in one query; those who have done nothing are absent."""
    rows = Match.objects.filter(state_investor=Answer.YES).order_by("mandate_id", "project_id")
    found = defaultdict(list)
    for row in rows.values_list(*FIELDS):
        found[row[0]].append(row[1:])
    return {mandate: deeds_of(rows, reference) for mandate, rows in found.items()}


def deeds_of(rows: list[tuple], reference) -> Deeds:
    taken = tuple(taken_from(row, reference) for row in rows)
    days = [(clock.now() - at).days for at, *_facts in rows if at]
    if not days:
        return Deeds(taken)
    return Deeds(taken, sum(day < 365 for day in days), sum(day < 730 for day in days), min(days))


def taken_from(row: tuple, reference) -> Taken:
    introduced_at, sector, city, stage, low, high, secured = row
    amount = low if low is not None else high
    return Taken(
        sector=reference.slugs.get(sector, ""),
        place=reference.places.get(city),
        stage=stage,
        amount=None if amount is None else float(amount),
        is_backed=None if secured is None else secured > 0,
        weight=1.0 if introduced_at else MERE_YES,
    )
