"""The model: gates, then a sum of named signals. No database, no request, no language.

    contribution = points x value x limit,   score = sum of contributions (0 to 100)

A missing fact takes the signal's prior value, so a gap neither wins nor loses, and is counted in `known of
asked`. `limit` falls with the sector: a project of a foreign sector keeps only `weights.foreign` of its
points, however near, ready or well sized it is. The score therefore stays a sum, and every part can be shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from investguangdong.matching import gates, signals
from investguangdong.matching.facts import MandateFacts, ProjectFacts
from investguangdong.matching.reasons import Finding, explain, what_would_raise
from investguangdong.matching.table import Table
from investguangdong.matching.weights import DEFAULT, GROUPS, SIGNALS, Weights


@dataclass(frozen=True)
class Part:
    signal: str
    points: float
    value: float
    contribution: float
    is_known: bool


@dataclass(frozen=True)
class Result:
    """`gate` is "pass", "fail" or "unknown"; a failed pair keeps its parts, so that it can be explained."""

    gate: str
    gates: dict[str, str]
    score: float
    limit: float
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
class Scores:
    """One mandate against a table of projects: a row a project."""

    gates: np.ndarray
    values: np.ndarray
    contributions: np.ndarray
    limits: np.ndarray

    @property
    def totals(self) -> np.ndarray:
        return self.contributions.sum(axis=1)

    @property
    def stands(self) -> np.ndarray:
        return (self.gates != gates.FAIL).all(axis=1)


def score_many(
    mandate: MandateFacts, table: Table, *, neighbours: signals.Neighbours, weights: Weights = DEFAULT
) -> Scores:
    points = np.array([weights.points[name] for name in SIGNALS])
    priors = np.array([weights.priors[name] for name in SIGNALS])
    values = signals.values(mandate, table, neighbours)
    filled = np.where(np.isnan(values), priors, values)
    limits = weights.foreign + (1 - weights.foreign) * filled[:, SIGNALS.index("sector")]
    return Scores(gates.verdicts(mandate, table), values, points * filled * limits[:, None], limits)


def best(scores: Scores, table: Table, *, count: int) -> list[int]:
    """Rows that no gate removes, highest score first; equal scores by the listing's code."""
    rows = np.flatnonzero(scores.stands)
    totals = scores.totals
    return sorted(rows, key=lambda row: (-round(totals[row], 9), table.projects[row].code))[:count]


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
    project, values = table.projects[row], scores.values[row]
    verdicts = {
        name: gates.WORDS[int(code)] for name, code in zip(gates.GATES, scores.gates[row], strict=True)
    }
    parts = tuple(parts_of(values, scores.contributions[row], weights))
    findings = explain(mandate, project, {part.signal: part for part in parts}, neighbours)
    return Result(
        gate=overall(verdicts),
        gates=verdicts,
        score=float(scores.totals[row]),
        limit=float(scores.limits[row]),
        parts=parts,
        known=int((~np.isnan(values)).sum()),
        asked=len(SIGNALS),
        raises=what_would_raise(findings, weights, float(scores.limits[row])),
        **by_verdict(findings),
    )


def parts_of(values: np.ndarray, contributions: np.ndarray, weights: Weights):
    for name, value, contribution in zip(SIGNALS, values, contributions, strict=True):
        is_known = not np.isnan(value)
        used = float(value) if is_known else weights.priors[name]
        yield Part(name, weights.points[name], used, float(contribution), is_known)


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
) -> Result:
    near = neighbours or {}
    table = Table([project])
    scores = score_many(mandate, table, neighbours=near, weights=weights)
    return result_of(0, scores, mandate, table, neighbours=near, weights=weights)


def bar(parts: Sequence[Part]) -> list[dict]:
    """The five parts of the score bar: points there are, points won, and whether something is missing."""
    by_name = {part.signal: part for part in parts}
    return [
        {
            "group": group,
            "points": sum(by_name[name].points for name in names),
            "won": sum(by_name[name].contribution for name in names),
            "is_known": all(by_name[name].is_known for name in names if by_name[name].points >= 5),
        }
        for group, names in GROUPS.items()
    ]
