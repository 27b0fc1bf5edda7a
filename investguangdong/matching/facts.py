"""What the model knows of a mandate and of a project: plain values, no database, money already in yuan."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Range:
    """A range of money in CNY or of hectares; an end that nobody gave is open, both ends open is unknown."""

    low: float | None = None
    high: float | None = None

    @property
    def is_known(self) -> bool:
        return self.low is not None or self.high is not None

    def __bool__(self) -> bool:
        return self.is_known


@dataclass(frozen=True)
class Place:
    slug: str
    lat: float
    lon: float


@dataclass(frozen=True)
class MandateFacts:
    """What an investor looks for. An empty set or None means "not said", never "nothing fits".

    `stated` is the ticket as it was written ({"low", "high", "currency"} as text): for sentences, never for
    the score."""

    code: str = ""
    sectors: dict[str, float] = field(default_factory=dict)
    excluded_sectors: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    modes_never: frozenset[str] = frozenset()
    ticket: Range = Range()
    places: tuple[Place, ...] = ()
    excluded_places: frozenset[str] = frozenset()
    land_min: float | None = None
    power_min: float | None = None
    start_from: date | None = None
    start_to: date | None = None
    minimum_stage: int | None = None
    minimum_readiness: int | None = None
    text: frozenset[str] = frozenset()
    is_verified: bool | None = None
    stated: dict = field(default_factory=dict)


@dataclass(frozen=True)
class ProjectFacts:
    """What a listing offers. `stage` counts from 0 (concept) upwards; `verified_days` is the age of the last
    officer's check; `power` is in MW, land in hectares; `stated` is the amount as it was written."""

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
    available_from: date | None = None
    closes_on: date | None = None
    stage: int | None = None
    readiness: int | None = None
    verified_on: date | None = None
    verified_days: int | None = None
    policies: int | None = None
    text: frozenset[str] = frozenset()
    is_open: bool | None = True
    stated: dict = field(default_factory=dict)
