"""What to say about a pair, as codes with parameters. `wording.py` makes sentences of them for any reader in any
language, so one stored explanation is read by the investor, the promoter and the officer in four languages.

The order is exact, since the score is a sum: a topic lifts the pair above an average open listing by the sum of
`points x (value - average)` over its signals. What lifts most comes first among the reasons, what pulls down most
among the clashes, what could still be won most among the unknowns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import log

from investguangdong.matching import signals
from investguangdong.matching.amounts import DEAD_ZONE
from investguangdong.matching.facts import MandateFacts, ProjectFacts, Range
from investguangdong.matching.tickets import asked_range, gap, rate_of

FITS_FROM, PARTLY_FROM = 0.75, 0.35
NEXT_DOOR_KM = 60
WORTH_SAYING = 0.5  # points
FAR_OFF = log(3)  # an amount more than three times too large or too small

# What one sentence speaks of, and the signals that count for it.
TOPICS = {
    "sector": ("sector",),
    "text": ("themes",),
    "amount": ("ticket", "ticket_small", "ticket_large"),
    "returns": ("returns",),
    "place": ("city", "region", "state", "near"),
    "mode": ("mode",),
    "land": ("land",),
    "power": ("power",),
    "site": ("site",),
    "stage": ("stage",),
    "backed": ("backed",),
    "time": ("time",),
    "readiness": ("readiness",),
    "policy": ("policy",),
    "standing": ("standing",),
    "activity": ("active", "lately"),
    "mutual": ("mutual",),
}
# The wish of a mandate a topic answers to: who said that it does not matter is not asked.
WISHES = {
    "sector": "sector", "amount": "amount", "mode": "mode", "place": "place", "time": "time",
    "land": "site", "power": "site", "site": "site",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """`points` is what the topic can bring, `lift` how far it lifts the pair above an average listing."""

    code: str
    signal: str
    verdict: str
    params: dict = field(default_factory=dict)
    points: float = 0.0
    lift: float = 0.0


@dataclass(frozen=True)
class Topic:
    """The signals one sentence speaks of, added up."""

    name: str
    points: float
    won: float
    lift: float
    is_known: bool

    @property
    def share(self) -> float:
        return self.won / self.points if self.points else 0.0

    def says(self, code: str, verdict: str, **params) -> Finding:
        return Finding(f"{self.name}.{code}", self.name, verdict, params, self.points, self.lift)

    def asks(self, side: str, **params) -> Finding:
        """Side "you" is a fact the investor can give, "they" one the publishing body can."""
        return Finding(f"{self.name}.unknown_{side}", self.name, "unknown", params, self.points)


def topic(name: str, parts: Iterable) -> Topic:
    rows = list(parts)
    known = [part for part in rows if part.is_known]
    return Topic(
        name=name,
        points=sum(part.points for part in rows),
        won=sum(part.contribution for part in rows),
        lift=sum(part.lead for part in known),
        is_known=bool(known),
    )


def grade(value: float) -> str:
    return "fits" if value >= FITS_FROM else "partly" if value >= PARTLY_FROM else "clashes"


def explain(mandate: MandateFacts, project: ProjectFacts, parts: Mapping, neighbours) -> list[Finding]:
    """Reasons, then clashes, then what is not known; within each what weighs most first."""
    found = []
    for name, speak in SPEAKERS.items():
        about = topic(name, (parts[signal] for signal in TOPICS[name] if signal in parts))
        found += speak(mandate, project, about, neighbours)
    return sorted((one for one in found if not is_settled(one, mandate)), key=by_weight)


def is_settled(finding: Finding, mandate: MandateFacts) -> bool:
    """A question whose answer the investor has given: it does not matter."""
    return finding.code.endswith("_you") and WISHES.get(finding.signal) in mandate.indifferent


def by_weight(finding: Finding) -> tuple:
    place, weight = {
        "fits": (0, finding.lift),
        "partly": (0, finding.lift),
        "clashes": (1, -finding.lift),
        "unknown": (2, finding.points),
    }[finding.verdict]
    return place, -round(weight, 6), -finding.points, finding.code


def sector(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if not about.is_known:
        yield about.asks("they" if mandate.sectors or mandate.clusters else "you")
        return
    wanted, offered, main = set(mandate.sectors), set(project.sectors), project.main_sector
    exact, by_cluster = sorted(wanted & offered), sorted(mandate.clusters & project.clusters)
    taken = sorted({one.sector for one in mandate.taken} & offered)
    near = sorted((a, b) for a in wanted for b in offered & neighbours.get(a, frozenset()))
    if exact and main and main not in wanted:
        yield about.says("secondary", "partly", sectors=exact, main=main)
    elif exact:
        yield about.says("wanted", "fits", sectors=exact)
    elif by_cluster:
        yield about.says("cluster", "fits", clusters=by_cluster)
    elif taken:
        yield about.says("taken", "fits" if about.lift > 0 else "partly", sectors=taken)
    elif near:
        yield about.says("related", "partly", wanted=near[0][0], offered=near[0][1])
    else:
        yield about.says("foreign", "clashes", sectors=sorted(offered), asked=sorted(wanted))


def text(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if about.is_known and about.lift >= WORTH_SAYING:
        yield about.says("shared", "fits" if about.share >= PARTLY_FROM else "partly")


def amount(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    asked, ticket = asked_range(project), mandate.ticket
    if not (asked and ticket):
        yield about.asks("they" if ticket else "you")
        return
    too_large = ticket.high is not None and (asked.low or 0) > ticket.high
    too_small = ticket.low is not None and asked.high is not None and asked.high < ticket.low
    params = {"mine": mandate.stated, "theirs": project.stated, **converted(mandate, project)}
    if not (too_large or too_small):
        yield inside(project, ticket, about, params)
    elif gap(ticket, asked) <= DEAD_ZONE:
        yield about.says("near", "fits", **params)
    else:
        verdict = "partly" if gap(ticket, asked) <= FAR_OFF else "clashes"
        yield about.says("larger" if too_large else "smaller", verdict, **params)


def inside(project: ProjectFacts, ticket: Range, about: Topic, params: dict) -> Finding:
    """The whole may be far larger than what one investor gives: then the smallest part it takes is what counts."""
    whole = project.amount.low
    if project.ticket_min is None or ticket.high is None or whole is None or whole <= ticket.high:
        return about.says("inside", "fits", **params)
    least = {
        "amount": str(round(project.ticket_min / rate_of(project))),
        "currency": project.stated.get("currency", "CNY"),
    }
    return about.says("part", "fits", limit=least, **params)


def converted(mandate: MandateFacts, project: ProjectFacts) -> dict:
    """Each side's amount in the other's currency, where they differ."""
    mine, theirs = mandate.stated.get("currency"), project.stated.get("currency")
    if not mine or not theirs or mine == theirs:
        return {}
    return {
        "theirs_about": in_currency(project.amount, rate_of(mandate), mine),
        "mine_about": in_currency(mandate.ticket, rate_of(project), theirs),
    }


def in_currency(yuan, rate: float, currency: str) -> dict:
    ends = {end: getattr(yuan, end) for end in ("low", "high")}
    return {
        **{end: None if sum_ is None else str(round(sum_ / rate)) for end, sum_ in ends.items()},
        "currency": currency,
    }


def returns(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    wished = {
        "irr": (mandate.irr_min, project.irr_max, at_least),
        "equity": (mandate.equity or None, project.equity or None, meets),
        "horizon": (mandate.horizon.high, project.horizon, at_most),
    }
    yield from needs(about, wished)


def site(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    wished = {
        "green_power": (mandate.green_power_min, project.green_power, at_least),
        "floor": (mandate.floor_min, project.floor, at_least),
        "water": (mandate.water_min, project.water, at_least),
        "port": (mandate.port_km_max, project.port_km, at_most),
        "airport": (mandate.airport_km_max, project.airport_km, at_most),
    }
    yield from needs(about, wished)


def needs(about: Topic, wished: dict) -> Iterator[Finding]:
    """Several small wishes in one sentence: what is met, what falls short, what nobody has stated."""
    said = {name: row for name, row in wished.items() if row[0] is not None}
    unknown = [name for name, (_wish, has, _rule) in said.items() if has is None]
    short = [name for name, (wish, has, rule) in said.items() if has is not None and not rule(wish, has)]
    met = [name for name in said if name not in unknown and name not in short]
    if met:
        yield about.says("met", "fits", things=met)
    if short:
        yield about.says("short", "clashes", things=short)
    if unknown:
        yield about.asks("they", things=unknown)


def at_least(wish: float, has: float) -> bool:
    return has >= wish


def at_most(wish: float, has: float) -> bool:
    return has <= wish


def meets(wish: Range, has: Range) -> bool:
    return (wish.low or 0) <= (100 if has.high is None else has.high) and (has.low or 0) <= (
        100 if wish.high is None else wish.high
    )


def place(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    here = project.place
    taken = {one.place.slug for one in mandate.taken if one.place}
    if not about.is_known:
        yield about.asks("they" if mandate.places else "you")
    elif here is None:
        yield about.says("provincial", "partly")
    elif any(one.slug == here.slug for one in mandate.places):
        yield about.says("wanted", "fits", city=here.slug)
    elif here.slug in taken:
        yield about.says("taken", "fits" if about.lift > 0 else "partly", city=here.slug)
    elif mandate.places:
        wanted, distance = nearest(mandate, project)
        verdict = "partly" if distance <= NEXT_DOOR_KM or about.lift > 0 else "clashes"
        yield about.says("away", verdict, city=here.slug, wanted=wanted, km=distance)


def nearest(mandate: MandateFacts, project: ProjectFacts) -> tuple[str, int]:
    here = project.place
    spots = [(float(signals.kilometres(here.lat, here.lon, one)), one.slug) for one in mandate.places]
    kilometres, slug = min(spots)
    return slug, round(kilometres)


def mode(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if not about.is_known:
        yield about.asks("they" if mandate.modes else "you")
        return
    shared = sorted(mandate.modes & project.modes)
    code = "offered" if shared else "goes_with" if about.share >= PARTLY_FROM else "other"
    yield about.says(code, grade(about.share), modes=shared or sorted(project.modes))


def land(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    yield from enough(about, mandate.land_min, project.land_max)


def power(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    yield from enough(about, mandate.power_min, project.power)


def enough(about: Topic, needed: float | None, has: float | None) -> Iterator[Finding]:
    if needed is None:
        yield about.asks("you", **({} if has is None else {"has": has}))
    elif needed > 0 and has is None:
        yield about.asks("they", needed=needed)
    elif needed > 0:
        share = min(has / needed, 1)
        yield about.says("enough" if share == 1 else "short", grade(share), needed=needed, has=has)


def time(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if project.closes_on:
        yield Finding("time.closes", "time", "partly", {"on": project.closes_on.isoformat()})
    wanted, there = mandate.start_to, project.available_from
    if wanted is None or there is None:
        yield about.asks("you" if wanted is None else "they")
        return
    code = "ready" if there <= wanted else "late"
    yield about.says(code, grade(about.share), **{"from": there.isoformat(), "to": wanted.isoformat()})


def stage(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    least, reached = mandate.minimum_stage, project.stage
    if least is None:
        return
    if reached is None:
        yield about.asks("they")
    elif reached < least:
        yield about.says("early", "clashes", stage=reached, wished=least)
    else:
        yield about.says("far_enough", "fits", stage=reached)


def backed(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if project.is_backed and about.lift > 0:
        yield about.says("by_others", "fits")


def readiness(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if project.verified_days is None:
        yield Finding("readiness.unchecked", "readiness", "unknown", {}, about.points)
    elif about.share >= FITS_FROM and project.readiness is not None:
        yield about.says("good", "fits", readiness=project.readiness, on=iso(project.verified_on))
    elif project.verified_days > 365:
        yield about.says("old", "clashes", on=iso(project.verified_on))


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def policy(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if project.policies:
        yield about.says("some", grade(about.share), count=project.policies)


def standing(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if mandate.is_verified is False:
        yield Finding("standing.unverified", "standing", "unknown", {}, about.points)
    elif mandate.is_verified:
        yield about.says("verified", "fits")


def activity(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if mandate.new_24:
        yield about.says("lately", "fits", count=round(mandate.new_24))


def mutual(mandate: MandateFacts, project: ProjectFacts, about: Topic, neighbours) -> Iterator[Finding]:
    if about.is_known and about.share >= FITS_FROM:
        yield about.says("high", "fits")


SPEAKERS = {
    "sector": sector,
    "amount": amount,
    "place": place,
    "mode": mode,
    "land": land,
    "power": power,
    "site": site,
    "text": text,
    "time": time,
    "stage": stage,
    "backed": backed,
    "returns": returns,
    "readiness": readiness,
    "policy": policy,
    "standing": standing,
    "activity": activity,
    "mutual": mutual,
}


def what_would_raise(findings, weights) -> tuple:
    """Left to `raising`, which scores each change."""
    return ()
