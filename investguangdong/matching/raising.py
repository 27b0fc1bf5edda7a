"""What would raise the score of a pair, and by how much. Nothing is guessed: each change is made to the facts of
one side and the pair is scored again. A change names whose turn it is; the cheapest change is the one that
brings most points for its effort.

Effort is a plain order of what is asked of somebody: to answer an open question is 1, to have facts checked
1.5, to accept something one did not ask for 2 and more, the more the farther it lies from what was asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from math import log2

import numpy as np

from investguangdong.matching import gates, signals
from investguangdong.matching.facts import MandateFacts, ProjectFacts, Range
from investguangdong.matching.reasons import WISHES
from investguangdong.matching.scoring import MUTUAL, Scores, score_many
from investguangdong.matching.table import Table
from investguangdong.matching.tickets import asked_range, rate_of, round_sum
from investguangdong.matching.weights import SIGNALS, Weights

THEMES = SIGNALS.index("themes")

SHOWN = 3
LEAST_GAIN = 1.0
ANSWER, CHECK, ACCEPT, ANOTHER_SECTOR = 1.0, 1.5, 2.0, 4.0
FRESH = 30  # days within which a check counts as new
KM_A_STEP, DAYS_A_STEP = 150, 365
YOU, THEY = "investor", "project"


@dataclass(frozen=True)
class Change:
    """One side's facts as they would be."""

    code: str
    turn: str
    effort: float
    mandate: MandateFacts
    project: ProjectFacts
    params: dict = field(default_factory=dict)

    @property
    def signal(self) -> str:
        return self.code.partition(".")[0]


@dataclass(frozen=True)
class Way:
    """`to` is the score the pair would have, `points` what it gains."""

    code: str
    signal: str
    turn: str
    params: dict
    points: float
    to: float
    effort: float


Scorer = Callable[[MandateFacts, ProjectFacts], tuple[float, str]]


class Bench:
    """Scores one pair again with some of its facts changed, in the market it was scored in: how common things
    are stays as it was. The unchanged pair gets exactly the score it has."""

    def __init__(self, scores: Scores, row: int, *, neighbours, weights: Weights):
        self.table, self.row = scores.table, row
        self.model = {"neighbours": neighbours, "weights": weights}
        self.weights = weights
        self.themes = scores.filled_of([row])[0][THEMES]  # no change touches a word
        self.crowd = self.table.crowd[[row]]
        self.alone = self.table_of(self.table.projects[row])

    def table_of(self, project: ProjectFacts) -> Table:
        return Table([project], market=self.table.market, crowd=self.crowd)

    def __call__(self, mandate: MandateFacts, project: ProjectFacts) -> tuple[float, str]:
        is_as_it_was = project is self.table.projects[self.row]
        alone = self.alone if is_as_it_was else self.table_of(project)
        found = score_many(mandate, alone, **self.model)
        values = found.filled_of([0])[0]
        values[THEMES] = self.themes
        if not np.isnan(self.crowd).any():
            standing = np.array([self.sum_of(values, self.weights.to_investors)])
            values[MUTUAL] = signals.mutual(standing, self.crowd)[0]
        verdicts = {gates.WORDS[int(code)] for code in found.gates_of([0])[0]}
        return self.sum_of(values, self.weights.to_projects), worst_of(verdicts)

    @staticmethod
    def sum_of(filled: np.ndarray, points: Mapping[str, float]) -> float:
        return float(sum(points[name] * value for name, value in zip(SIGNALS, filled, strict=True)))


def worst_of(verdicts: set[str]) -> str:
    return next(word for word in ("fail", "unknown", "pass") if word in verdicts)


def ways(mandate: MandateFacts, project: ProjectFacts, *, scored: Scorer) -> tuple[Way, ...]:
    """The best changes, most points for the effort first. `scored` gives the score and the overall gate of a
    pair; a pair that a gate removes is raised only by what opens the gate."""
    now, gate = scored(mandate, project)
    found = []
    for change in changes(mandate, project):
        to, then = scored(change.mandate, change.project)
        gain = to - now
        if then == "fail" or (gain < LEAST_GAIN and gate != "fail"):
            continue
        found.append(Way(change.code, change.signal, change.turn, change.params, gain, to, change.effort))
    return tuple(sorted(found, key=lambda one: (-one.points / one.effort, one.effort, one.code))[:SHOWN])


def written(found: tuple[Way, ...]) -> list[dict]:
    return [asdict(one) for one in found]


def changes(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    for think in (sectors, amounts, places, modes, sites, times, stages, checks):
        yield from (one for one in think(mandate, project) if not is_settled(one, mandate))


def is_settled(change: Change, mandate: MandateFacts) -> bool:
    """An answer the investor has given already: it does not matter."""
    return change.turn == YOU and change.effort == ANSWER and WISHES.get(change.signal) in mandate.indifferent


def sectors(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    main = project.main_sector or min(project.sectors, default="")
    if main and main not in mandate.sectors and main not in mandate.excluded_sectors:
        weight = min(mandate.sectors.values(), default=1.0)
        more = replace(mandate, sectors={**mandate.sectors, main: weight})
        effort = ANOTHER_SECTOR if mandate.sectors else ANSWER
        yield Change("sector.add", YOU, effort, more, project, {"sector": main})


def amounts(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    ticket, asked = mandate.ticket, asked_range(project)
    if not ticket and asked:
        said = replace(mandate, ticket=Range(asked.low or asked.high, asked.high or asked.low))
        yield Change("amount.say", YOU, ANSWER, said, project, {"theirs": project.stated})
    elif ticket and not asked:
        stated = replace(project, amount=ticket)
        yield Change("amount.state", THEY, ANSWER, mandate, stated, {})
    elif ticket.high is not None and (asked.low or 0) > ticket.high:
        yield wider(mandate, project, "high", asked.low)
    elif ticket.low is not None and asked.high is not None and asked.high < ticket.low:
        yield wider(mandate, project, "low", asked.high)


def wider(mandate: MandateFacts, project: ProjectFacts, end: str, reach: float) -> Change:
    """The range reaches the project at a round sum in the currency in which it was written."""
    rate = rate_of(mandate)
    limit = round_sum(reach / rate, up=end == "high")
    had = getattr(mandate.ticket, end)
    furthest = max if end == "high" else min
    ticket = replace(mandate.ticket, **{end: furthest(float(limit) * rate, reach)})
    stated = {"low": None, "high": None, "currency": "CNY", **mandate.stated, end: str(limit)}
    effort = CHECK + 2 * abs(log2(max(reach, 1) / max(had, 1)))
    params = {"limit": {"amount": str(limit), "currency": stated["currency"]}}
    code = "amount.up" if end == "high" else "amount.down"
    return Change(code, YOU, effort, replace(mandate, ticket=ticket, stated=stated), project, params)


def places(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    here = project.place
    named = {one.slug for one in mandate.places}
    if here is None or here.slug in named or here.slug in mandate.excluded_places:
        return
    effort = ANSWER
    if mandate.places:
        away = min(float(signals.kilometres(here.lat, here.lon, one)) for one in mandate.places)
        effort = ACCEPT + away / KM_A_STEP
    more = replace(mandate, places=(*mandate.places, here))
    yield Change("place.add", YOU, effort, more, project, {"city": here.slug})


def modes(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    if not mandate.modes & project.modes:
        for word in sorted(project.modes - mandate.modes_never):
            more = replace(mandate, modes=mandate.modes | {word})
            effort = ACCEPT if mandate.modes else ANSWER
            yield Change("mode.add", YOU, effort, more, project, {"mode": word})
        for word in sorted(mandate.modes):
            offers = replace(project, modes=project.modes | {word})
            effort = ACCEPT + 1 if project.modes else ANSWER
            yield Change("mode.offer", THEY, effort, mandate, offers, {"mode": word})


def sites(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    for name, wish, offer in (("land", "land_min", "land_max"), ("power", "power_min", "power")):
        needed, has = getattr(mandate, wish), getattr(project, offer)
        if needed is None and has is not None:
            enough = replace(mandate, **{wish: has})
            yield Change(f"{name}.say", YOU, ANSWER, enough, project, {"has": has})
        elif needed and has is None:
            stated = replace(project, **{offer: needed})
            yield Change(f"{name}.state", THEY, ANSWER, mandate, stated, {"needed": needed})
        elif needed and has and has < needed:
            less = replace(mandate, **{wish: has})
            yield Change(f"{name}.less", YOU, CHECK + 2 * log2(needed / has), less, project, {"has": has})


def times(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    wanted, there = mandate.start_to, project.available_from
    if wanted is None and there is not None:
        said = replace(mandate, start_to=there)
        yield Change("time.say", YOU, ANSWER, said, project, {"from": there.isoformat()})
    elif wanted is not None and there is None:
        stated = replace(project, available_from=wanted)
        yield Change("time.state", THEY, ANSWER, mandate, stated, {"to": wanted.isoformat()})
    elif wanted is not None and there is not None and there > wanted:
        later = replace(mandate, start_to=there)
        effort = CHECK + (there - wanted).days / DAYS_A_STEP
        yield Change("time.later", YOU, effort, later, project, {"from": there.isoformat()})


def stages(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    least, reached = mandate.minimum_stage, project.stage
    if least is not None and reached is not None and reached < least:
        earlier = replace(mandate, minimum_stage=reached)
        yield Change("stage.accept", YOU, ACCEPT * (least - reached), earlier, project, {"stage": reached})


def checks(mandate: MandateFacts, project: ProjectFacts) -> Iterator[Change]:
    if mandate.is_verified is False:
        yield Change("standing.verify", YOU, CHECK, replace(mandate, is_verified=True), project)
    if project.verified_days is None or project.verified_days > FRESH:
        yield Change("readiness.check", THEY, CHECK, mandate, replace(project, verified_days=0))
    if project.readiness is None or project.readiness < 100:
        ready = replace(project, readiness=100)
        yield Change("readiness.prepare", THEY, ANOTHER_SECTOR, mandate, ready)
