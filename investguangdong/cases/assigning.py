"""Which named officer answers. Pure: the desks come in as an argument."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from investguangdong.cases.models.choices import AssignedBecause


@dataclass(frozen=True)
class Seat:
    """One officer at a desk: what she covers (empty: every sector) and how many cases wait for her."""

    officer: int
    sectors: frozenset[int] = frozenset()
    load: int = 0
    rank: int = 1


class Choice(NamedTuple):
    officer: int | None
    deputy: int | None
    because: str


def choose(
    *,
    lead: int | None = None,
    deputy: int | None = None,
    sectors: Iterable[int] = (),
    city_desk: Iterable[Seat] = (),
    province_desk: Iterable[Seat] = (),
) -> Choice:
    """The project's lead officer; else at the desk of the city who covers the sector and has the fewest cases
    waiting (of equals the one who ranks first); else the same at the provincial desk. `lead` is a person
    who may answer for the desk: the caller checks that."""
    if lead is not None:
        others = (seat for seat in ranked(city_desk or province_desk, sectors) if seat.officer != lead)
        stand_in = deputy if deputy not in (None, lead) else next((seat.officer for seat in others), None)
        return Choice(lead, stand_in, AssignedBecause.LEADS_PROJECT)
    for desk, because in (
        (city_desk, AssignedBecause.CITY_DESK),
        (province_desk, AssignedBecause.PROVINCE_DESK),
    ):
        seats = ranked(desk, sectors)
        if seats:
            return Choice(seats[0].officer, seats[1].officer if len(seats) > 1 else None, because)
    return Choice(None, None, "")


def ranked(desk: Iterable[Seat], sectors: Iterable[int]) -> list[Seat]:
    wanted = frozenset(sectors)
    fits = [seat for seat in desk if not seat.sectors or not wanted or seat.sectors & wanted]
    return sorted(fits or desk, key=lambda seat: (seat.load, seat.rank, seat.officer))
