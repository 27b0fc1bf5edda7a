"""What to say about a pair, as codes with parameters. `wording.py` makes sentences of them in any language,
so a stored match can be read in four. A finding names its signal, its verdict and what it weighs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from investguangdong.matching import signals
from investguangdong.matching.facts import MandateFacts, ProjectFacts
from investguangdong.matching.weights import Weights

FITS_FROM, PARTLY_FROM = 0.75, 0.35


@dataclass(frozen=True)
class Finding:
    code: str
    signal: str
    verdict: str
    params: dict = field(default_factory=dict)
    points: float = 0.0


def grade(value: float) -> str:
    return "fits" if value >= FITS_FROM else "partly" if value >= PARTLY_FROM else "clashes"


def explain(mandate: MandateFacts, project: ProjectFacts, parts: Mapping, neighbours) -> list[Finding]:
    """Most telling first: what wins or costs most, then what is not known."""
    found = []
    for speak in SPEAKERS.values():
        found += speak(mandate, project, parts, neighbours)
    order = {"fits": 0, "partly": 1, "clashes": 2, "unknown": 3}
    return sorted(found, key=lambda one: (order[one.verdict], -one.points, one.code))


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def missing(signal: str, side: str, parts: Mapping, **params) -> Finding:
    """Side "you" is a fact the investor can give, "they" one the publishing body can."""
    return Finding(f"{signal}.unknown_{side}", signal, "unknown", params, parts[signal].points)


def sector(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    part = parts["sector"]
    if not part.is_known:
        yield missing("sector", "they" if mandate.sectors or mandate.clusters else "you", parts)
        return
    wanted, offered = set(mandate.sectors), set(project.sectors)
    exact = sorted(wanted & offered)
    main = project.main_sector
    by_cluster = sorted(mandate.clusters & project.clusters)
    if exact and main and main not in wanted:
        params = {"sectors": exact, "main": main}
        yield Finding("sector.secondary", "sector", "partly", params, part.points)
    elif exact:
        yield Finding("sector.wanted", "sector", "fits", {"sectors": exact}, part.points)
    elif by_cluster:
        yield Finding("sector.cluster", "sector", "fits", {"clusters": by_cluster}, part.points)
    elif near := sorted((a, b) for a in wanted for b in offered & neighbours.get(a, frozenset())):
        params = {"wanted": near[0][0], "offered": near[0][1]}
        yield Finding("sector.related", "sector", "partly", params, part.points)
    else:
        yield Finding("sector.foreign", "sector", "clashes", {"sectors": sorted(offered)}, part.points)


def text(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    part = parts["text"]
    if part.is_known and part.value >= PARTLY_FROM:
        yield Finding("text.shared", "text", grade(part.value), {}, part.points)


def amount(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    part = parts["amount"]
    if not part.is_known:
        yield missing("amount", "they" if mandate.ticket else "you", parts)
        return
    low, high = mandate.ticket.low, mandate.ticket.high
    starts = project.amount.low if project.ticket_min is None else project.ticket_min
    too_large = high is not None and (starts or 0) > high
    too_small = low is not None and project.amount.high is not None and project.amount.high < low
    verdict = grade(part.value)
    if part.value == 1:
        code = "amount.near" if too_large or too_small else "amount.inside"
    else:
        code = "amount.larger" if too_large else "amount.smaller"
        verdict = "partly" if verdict == "fits" else verdict
    params = {"mine": mandate.stated, "theirs": project.stated}
    yield Finding(code, "amount", verdict, params, part.points)


def place(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    part = parts["place"]
    if not part.is_known:
        yield missing("place", "they" if mandate.places else "you", parts)
    elif project.place is None:
        yield Finding("place.provincial", "place", "partly", {}, part.points)
    elif any(one.slug == project.place.slug for one in mandate.places):
        yield Finding("place.wanted", "place", "fits", {"city": project.place.slug}, part.points)
    else:
        wanted, distance = nearest(mandate, project)
        params = {"city": project.place.slug, "wanted": wanted, "km": distance}
        yield Finding("place.away", "place", grade(part.value), params, part.points)


def nearest(mandate: MandateFacts, project: ProjectFacts) -> tuple[str, int]:
    here = project.place
    spots = [(float(signals.kilometres(here.lat, here.lon, one)), one.slug) for one in mandate.places]
    kilometres, slug = min(spots)
    return slug, round(kilometres)


def mode(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    part = parts["mode"]
    if not part.is_known:
        yield missing("mode", "they" if mandate.modes else "you", parts)
        return
    shared = sorted(mandate.modes & project.modes)
    code = "mode.offered" if shared else "mode.goes_with" if part.value >= PARTLY_FROM else "mode.other"
    params = {"modes": shared or sorted(project.modes)}
    yield Finding(code, "mode", grade(part.value), params, part.points)


def site(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    half = parts["site"].points / 2
    needs = (("land", mandate.land_min, project.land_max), ("power", mandate.power_min, project.power))
    for name, needed, has in needs:
        if needed is None:
            params = {} if has is None else {"has": has}
            yield Finding(f"{name}.unknown_you", "site", "unknown", params, half)
        elif needed > 0 and has is None:
            yield Finding(f"{name}.unknown_they", "site", "unknown", {"needed": needed}, half)
        elif needed > 0:
            share = min(has / needed, 1)
            code = f"{name}.enough" if share == 1 else f"{name}.short"
            yield Finding(code, "site", grade(share), {"needed": needed, "has": has}, half)


def time(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    points = parts["time"].points
    if project.closes_on:
        params = {"on": project.closes_on.isoformat()}
        yield Finding("time.closes", "time", "partly", params, 0)
    if mandate.start_to is None:
        yield missing("time", "you", parts)
    elif project.available_from is None:
        yield missing("time", "they", parts)
    else:
        late = (project.available_from - mandate.start_to).days
        value = 1 - min(max(late / signals.TOO_LATE_DAYS, 0), 1)
        params = {"from": project.available_from.isoformat(), "to": mandate.start_to.isoformat()}
        yield Finding("time.ready" if late <= 0 else "time.late", "time", grade(value), params, points)


def readiness(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    part = parts["readiness"]
    if project.verified_days is None:
        yield Finding("readiness.unchecked", "readiness", "unknown", {}, part.points)
    elif part.value >= FITS_FROM and project.readiness is not None:
        params = {"readiness": project.readiness, "on": iso(project.verified_on)}
        yield Finding("readiness.good", "readiness", "fits", params, part.points)
    elif project.verified_days > 365:
        params = {"on": iso(project.verified_on)}
        yield Finding("readiness.old", "readiness", "clashes", params, part.points)


def policy(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    if project.policies:
        part = parts["policy"]
        yield Finding("policy.some", "policy", grade(part.value), {"count": project.policies}, part.points)


def standing(mandate: MandateFacts, project: ProjectFacts, parts, neighbours) -> Iterator[Finding]:
    if mandate.is_verified is False:
        yield Finding("standing.unverified", "standing", "unknown", {}, parts["standing"].points)


SPEAKERS = {
    "sector": sector,
    "amount": amount,
    "place": place,
    "mode": mode,
    "site": site,
    "text": text,
    "time": time,
    "readiness": readiness,
    "policy": policy,
    "standing": standing,
}


def what_would_raise(findings: list[Finding], weights: Weights, limit: float) -> tuple[Finding, ...]:
    """The answers the investor can give herself, by the points the best answer would add."""
    can_give = [one for one in findings if one.code.endswith("_you") or one.code == "standing.unverified"]
    gained = []
    for one in can_give:
        had = signals.UNVERIFIED if one.signal == "standing" else weights.priors[one.signal]
        gained.append(Finding(one.code, one.signal, "unknown", {}, round(one.points * (1 - had) * limit, 1)))
    return tuple(sorted(gained, key=lambda one: (-one.points, one.code))[:3])
