"""What the model knows of a mandate and of a project: plain values, no database, money already in yuan."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Range:
    """A range of money in CNY, of shares in per cent or of years; an end that nobody gave is open, both ends
    open is unknown."""

    low: float | None = None
    high: float | None = None

    @property
    def is_known(self) -> bool:
        return self.low is not None or self.high is not None

    def __bool__(self) -> bool:
        return self.is_known


@dataclass(frozen=True)
class Place:
    """A city with the region and the state it lies in; all listings here lie in one state, so it may be empty."""

    slug: str
    lat: float
    lon: float
    region: str = ""
    state: str = ""


@dataclass(frozen=True)
class Taken:
    """A project this investor has really taken up: invested in, or said yes to. `amount` is what the project
    asked for at the time; `weight` is one for money that flowed and less for a mere yes."""

    sector: str = ""
    place: Place | None = None
    stage: str = ""
    amount: float | None = None
    is_backed: bool | None = None
    text: frozenset[str] = frozenset()
    weight: float = 1.0


@dataclass(frozen=True)
class MandateFacts:
    """What an investor looks for. An empty set or None means "not said", never "nothing fits".

    `musts` names wishes that have to hold (`investors.choices.Wish`), `indifferent` those that were asked and
    do not matter. `regions`, `states` and `stages` are wished for as such, beside the cities. `taken` is what
    the investor has done so far; `new_12` and `new_24` are new commitments in so many months, `since` the days
    since the last one. `stated` is the ticket as it was written ({"low", "high", "currency"} as text): for
    sentences, never for the score."""

    code: str = ""
    sectors: dict[str, float] = field(default_factory=dict)
    excluded_sectors: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    modes_never: frozenset[str] = frozenset()
    musts: frozenset[str] = frozenset()
    indifferent: frozenset[str] = frozenset()
    ticket: Range = Range()
    places: tuple[Place, ...] = ()
    regions: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    excluded_places: frozenset[str] = frozenset()
    land_min: float | None = None
    power_min: float | None = None
    green_power_min: float | None = None
    floor_min: float | None = None
    water_min: float | None = None
    port_km_max: float | None = None
    airport_km_max: float | None = None
    irr_min: float | None = None
    equity: Range = Range()
    horizon: Range = Range()
    start_from: date | None = None
    start_to: date | None = None
    stages: frozenset[str] = frozenset()
    minimum_stage: int | None = None
    minimum_readiness: int | None = None
    text: frozenset[str] = frozenset()
    is_verified: bool | None = None
    taken: tuple[Taken, ...] = ()
    new_12: float | None = None
    new_24: float | None = None
    since: float | None = None
    stated: dict = field(default_factory=dict)


@dataclass(frozen=True)
class ProjectFacts:
    """What a listing offers. `phase` is the stage by name and `stage` the same counted from 0 (concept) upwards;
    `verified_days` is the age of the last officer's check; `power` is in MW, land in hectares, floor in m²,
    water in tonnes a day; `is_backed` says whether others have committed money already; `stated` is the amount
    as it was written."""

    code: str = ""
    sectors: frozenset[str] = frozenset()
    main_sector: str = ""
    clusters: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    amount: Range = Range()
    ticket_min: float | None = None
    place: Place | None = None
    is_provincial: bool = False
    land_max: float | None = None
    power: float | None = None
    green_power: float | None = None
    floor: float | None = None
    water: float | None = None
    port_km: float | None = None
    airport_km: float | None = None
    irr_max: float | None = None
    equity: Range = Range()
    horizon: float | None = None
    available_from: date | None = None
    closes_on: date | None = None
    phase: str = ""
    stage: int | None = None
    readiness: int | None = None
    verified_on: date | None = None
    verified_days: int | None = None
    policies: int | None = None
    is_backed: bool | None = None
    text: frozenset[str] = frozenset()
    is_open: bool | None = True
    stated: dict = field(default_factory=dict)
