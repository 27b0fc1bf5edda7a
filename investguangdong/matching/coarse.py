"""A mandate's facts made coarse enough to be read by strangers: ranges widened to bands, the country to a group of
countries, dates to half-years. Pure, but for reading the rows that `Mandate.objects.with_facts()` brings.

A fact is `{"name": …, …}` with codes and plain numbers: words are made when it is shown (`brief_words`)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from investguangdong.matching.country_groups import group_of

MILLION = 1_000_000
EDGES: dict[str, Sequence[int]] = {
    "amount": [edge * MILLION for edge in (10, 50, 100, 500, 1_000, 5_000, 10_000)],
    "land": (1, 5, 10, 20, 50, 100),
    "power": (1, 5, 10, 20, 50, 100, 200),
    "people": (10, 50, 100, 250, 500, 1_000, 5_000),
    "floor": (1_000, 5_000, 10_000, 20_000, 50_000, 100_000),
    "water": (100, 500, 1_000, 5_000, 10_000),
    "green": (25, 50, 75),
    "port": (20, 50, 100, 200),
}
# In the order they are shown. The first ones say who asks and cannot all be kept back.
NAMES = (
    "kind", "region", "checked", "sectors", "intent", "amount", "modes", "land", "floor", "power", "green", "water",
    "port", "people", "start", "stage", "musts", "sectors_never", "modes_never",
)  # fmt: skip
# The facts that may stay unsaid: a city that knows neither sector nor kind cannot answer.
MAY_BE_LEFT_OUT = tuple(name for name in NAMES if name not in ("kind", "sectors"))
# What tells one company from another, together.
TELLING = ("kind", "region", "sectors", "amount")


def band(low, high, edges: Sequence[int]) -> tuple[int | None, int | None]:
    """Both ends moved outward to the next edge; None beyond the last edge, or where nothing was said. One value
    alone is hidden in the band around it."""
    if low is None and high is None:
        return None, None
    start = None if low is None else floor_edge(low, edges)
    end = None if high is None else ceiling_edge(high, edges)
    if start is not None and start == end:  # a value on an edge would stand there naked
        end = next((edge for edge in edges if edge > start), None)
    return start, end


def floor_edge(value, edges: Sequence[int]) -> int | None:
    place = bisect_right(edges, value)
    return edges[place - 1] if place else None


def ceiling_edge(value, edges: Sequence[int]) -> int | None:
    place = bisect_left(edges, value)
    return edges[place] if place < len(edges) else None


def half_year(day: date | None) -> str | None:
    """`2027-1` is the first half of 2027."""
    return None if day is None else f"{day.year}-{1 if day.month <= 6 else 2}"


def coarse_facts(mandate, in_yuan: Callable[[Decimal | None, str], float | None]) -> list[dict]:
    """What there is to say, in order; what the mandate does not say is left out."""
    found = {**who(mandate), **what(mandate), **how_much(mandate, in_yuan), **limits(mandate)}
    return [{"name": name, **found[name]} for name in NAMES if name in found]


def who(mandate) -> dict[str, dict]:
    organisation = mandate.organisation
    told = {
        "kind": {"code": organisation.kind},
        "region": {"code": group_of(organisation.country.code)},
        "checked": {"is_checked": organisation.is_verified},
    }
    return told if organisation.country.code else {key: told[key] for key in ("kind", "checked")}


def what(mandate) -> dict[str, dict]:
    weights = mandate.sector_weights
    sectors = sorted(weights, key=lambda slug: (-weights[slug], slug))
    told = {
        "sectors": {"codes": sectors} if sectors else None,
        "intent": {"code": mandate.intent} if mandate.intent else None,
        "modes": {"codes": list(mandate.modes)} if mandate.modes else None,
        "stage": {"code": mandate.stage_min} if mandate.stage_min else None,
    }
    return {name: value for name, value in told.items() if value}


def how_much(mandate, in_yuan) -> dict[str, dict]:
    ends = [in_yuan(end, mandate.currency) for end in (mandate.ticket_min, mandate.ticket_max)]
    people = mandate.headcount
    told = {
        "amount": ends,
        "land": (mandate.land_min, mandate.land_max),
        "power": (mandate.power_min, mandate.power_min),
        "people": (people, people),
        "floor": (mandate.floor_min, mandate.floor_min),
        "green": (mandate.green_power_min, None),
        "water": (mandate.water_min, mandate.water_min),
        "port": (None, mandate.port_km_max),
    }
    bands = {name: band(*pair, EDGES[name]) for name, pair in told.items()}
    found = {name: {"low": low, "high": high} for name, (low, high) in bands.items() if low or high}
    start = [half_year(mandate.start_from), half_year(mandate.start_to)]
    return found | ({"start": {"from": start[0], "to": start[1]}} if any(start) else {})


def limits(mandate) -> dict[str, dict]:
    """What must hold and what is ruled out. Cities wanted or ruled out stay unsaid: they would tell who else
    was asked."""
    told = {
        "musts": [must for must in mandate.musts if must != "place"],
        "sectors_never": sorted(sector.slug for sector in mandate.sectors_excluded.all()),
        "modes_never": list(mandate.modes_never),
    }
    return {name: {"codes": codes} for name, codes in told.items() if codes}
