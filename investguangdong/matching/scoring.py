"""The model: gates, then a sum of named signals. No database, no request, no language.

    contribution = points x value,   score = sum of contributions (0 to 100)

A missing fact takes the signal's prior value, which is what the market does, so a gap neither wins nor loses; it is
counted in `known of asked`. What a part wins over the average of the open projects says why this project stands
where it stands: `lead = points x (value - average)`. There are two directions with weights of their own: projects
for a mandate (the score that is shown) and mandates for a project (`standing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from investguangdong.matching import gates, signals
from investguangdong.matching.facts import MandateFacts, ProjectFacts
from investguangdong.matching.reasons import Finding, explain
from investguangdong.matching.table import Axis, Table
from investguangdong.matching.taste import Taste
from investguangdong.matching.weights import DEFAULT, GROUPS, SIGNALS, Weights

MUTUAL = SIGNALS.index("mutual")


@dataclass(frozen=True)
class Part:
    """`average` is the mean value over the projects that were compared."""

    signal: str
    points: float
    value: float
    average: float
    is_known: bool

    @property
    def contribution(self) -> float:
        return self.points * self.value

    @property
    def lead(self) -> float:
        """Points won or lost against an average project."""
        return self.points * (self.value - self.average)


@dataclass(frozen=True)
class Result:
    """`gate` is "pass", "fail" or "unknown"; a failed pair keeps its parts, so that it can be explained."""

    gate: str
    gates: dict[str, str]
    score: float
    standing: float
    parts: tuple[Part, ...]
    known: int
    asked: int
    reasons: tuple[Finding, ...] = field(default=())
    clashes: tuple[Finding, ...] = field(default=())
    unknowns: tuple[Finding, ...] = field(default=())
    raises: tuple[Finding, ...] = field(default=())

    @property
    def coverage(self) -> float:
        return self.known / self.asked


@dataclass(frozen=True)
class Column:
    """One signal: a value for each key of its axis, NaN where not known. What is known of a row is looked up when
    the row is asked for."""

    values: np.ndarray
    axis: Axis
    prior: float

    @property
    def codes(self) -> np.ndarray:
        return self.axis.codes

    @cached_property
    def gaps(self) -> np.ndarray:
        return np.isnan(self.values)

    @cached_property
    def filled(self) -> np.ndarray:
        return np.where(self.gaps, self.prior, self.values)

    @cached_property
    def average(self) -> float:
        """Over all projects of the table."""
        if not len(self.codes):
            return self.prior
        return float((self.filled * self.axis.counts).sum() / len(self.codes))

    @cached_property
    def constant(self) -> float | None:
        """What it is worth where that is the same for every project."""
        return float(self.filled[0]) if len(self.values) == 1 else self.prior if self.gaps.all() else None


@dataclass(frozen=True)
class Scores:
    """One mandate against a table of projects."""

    table: Table
    columns: tuple[Column, ...]
    verdicts: tuple[tuple[np.ndarray, np.ndarray], ...]
    totals: np.ndarray
    standings: np.ndarray

    def values_of(self, rows) -> np.ndarray:
        """A row a project, a column a signal, NaN where not known."""
        return np.column_stack([column.values[column.codes[rows]] for column in self.columns])

    def filled_of(self, rows) -> np.ndarray:
        """The same with gaps filled, as the score counts them."""
        return np.column_stack([column.filled[column.codes[rows]] for column in self.columns])

    def gates_of(self, rows) -> np.ndarray:
        return np.column_stack([verdict[codes[rows]] for verdict, codes in self.verdicts])

    @cached_property
    def averages(self) -> np.ndarray:
        return np.array([column.average for column in self.columns])

    @cached_property
    def stands(self) -> np.ndarray:
        """Which projects no gate removes."""
        found = np.ones(len(self.table), dtype=bool)
        for verdict, codes in self.verdicts:
            if (verdict == gates.FAIL).any():
                found &= np.take(verdict != gates.FAIL, codes)
        return found


def score_many(
    mandate: MandateFacts, table: Table, *, neighbours: signals.Neighbours, weights: Weights = DEFAULT
) -> Scores:
    found = columns_of(Taste(mandate), table, neighbours)
    columns = {name: Column(*found[name], weights.priors[name]) for name in SIGNALS}
    totals, standings = sums(columns, (weights.to_projects, weights.to_investors), len(table))
    if table.has_crowd:
        stated = columns["mutual"]
        columns["mutual"] = Column(signals.mutual(standings, table.crowd), table.each, stated.prior)
        totals += weights.to_projects["mutual"] * (columns["mutual"].filled - stated.prior)
    verdicts = tuple(gates.verdicts(mandate, table))
    return Scores(table, tuple(columns.values()), verdicts, totals, standings)


def columns_of(taste: Taste, table: Table, neighbours) -> dict[str, tuple[np.ndarray, Axis]]:
    """For each signal the values by key, and the axis of the keys. The investor's place on each project's list is
    not known before its standing is."""
    found = {name: (values, table.axes["ask"]) for name, values in signals.tickets(taste, table).items()}
    for name in SIGNALS:
        if name not in found:
            found[name] = signals.read(name, taste, table, neighbours)
    return found


def sums(columns: Mapping[str, Column], directions: Sequence[Mapping[str, float]], count: int) -> np.ndarray:
    """The score of each project in each direction. Signals of one axis are added key by key, so that every axis
    is looked up once."""
    found, by_axis = np.zeros((len(directions), count)), {}
    for name, column in columns.items():
        points = np.array([direction[name] for direction in directions])
        if column.constant is not None:
            found += (points * column.constant)[:, None]
        elif points.any():
            axis, parts = by_axis.setdefault(id(column.axis), (column.axis, []))
            parts.append(points[:, None] * column.filled)
    for axis, parts in by_axis.values():
        for direction, values in enumerate(sum(parts)):
            found[direction] += axis.of_each(values)
    return found


def best(scores: Scores, table: Table, *, count: int) -> list[int]:
    """Rows that no gate removes, highest score first; equal scores by the listing's code."""
    rows = np.flatnonzero(scores.stands)
    totals = np.round(scores.totals[rows], 9)
    if len(rows) > 4 * count:
        least = np.partition(totals, len(rows) - count)[len(rows) - count]
        rows, totals = rows[totals >= least], totals[totals >= least]
    order = sorted(range(len(rows)), key=lambda at: (-totals[at], table.projects[rows[at]].code))
    return [int(rows[at]) for at in order[:count]]


def result_of(
    row: int,
    scores: Scores,
    mandate: MandateFacts,
    table: Table,
    *,
    neighbours: signals.Neighbours,
    weights: Weights = DEFAULT,
) -> Result:
    """Everything there is to say about one row of a table that was scored."""
    verdicts = {
        name: gates.WORDS[int(code)]
        for name, code in zip(gates.GATES, scores.gates_of([row])[0], strict=True)
    }
    parts = tuple(parts_of(row, scores, weights))
    findings = explain(mandate, table.projects[row], {part.signal: part for part in parts}, neighbours)
    asked = [part for part in parts if part.points]
    return Result(
        gate=overall(verdicts),
        gates=verdicts,
        score=float(scores.totals[row]),
        standing=float(scores.standings[row]),
        parts=parts,
        known=sum(part.is_known for part in asked),
        asked=len(asked),
        **by_verdict(findings),
    )


def parts_of(row: int, scores: Scores, weights: Weights):
    for name, column in zip(SIGNALS, scores.columns, strict=True):
        key = column.codes[row]
        yield Part(
            signal=name,
            points=weights.to_projects[name],
            value=float(column.filled[key]),
            average=column.average,
            is_known=not np.isnan(column.values[key]),
        )


def overall(verdicts: Mapping[str, str]) -> str:
    found = set(verdicts.values())
    return "fail" if "fail" in found else "unknown" if "unknown" in found else "pass"


def by_verdict(findings: Sequence[Finding]) -> dict[str, tuple[Finding, ...]]:
    homes = {"fits": "reasons", "partly": "reasons", "clashes": "clashes", "unknown": "unknowns"}
    found = {home: [] for home in homes.values()}
    for finding in findings:
        found[homes[finding.verdict]].append(finding)
    return {home: tuple(rows) for home, rows in found.items()}


def score(
    mandate: MandateFacts,
    project: ProjectFacts,
    *,
    neighbours: signals.Neighbours | None = None,
    weights: Weights = DEFAULT,
    market=None,
) -> Result:
    """One pair by itself. Without a `market` everything counts as about as common as anything else."""
    near = neighbours or {}
    table = Table([project], market=market)
    scores = score_many(mandate, table, neighbours=near, weights=weights)
    return result_of(0, scores, mandate, table, neighbours=near, weights=weights)


def bar(parts: Sequence[Part]) -> list[dict]:
    """The five parts of the score bar: points there are, points won, and whether something is missing. Of a pair
    whose numbers are not kept any more, nothing."""
    by_name = {part.signal: part for part in parts}
    groups = {group: [by_name[name] for name in names if name in by_name] for group, names in GROUPS.items()}
    return [
        {
            "group": group,
            "points": sum(part.points for part in found),
            "won": sum(part.contribution for part in found),
            "is_known": all(part.is_known for part in found if part.points >= 5),
        }
        for group, found in groups.items()
    ]
