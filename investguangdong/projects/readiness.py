"""How ready a project is, from its papers. Pure; nobody types the figure.

Each paper has a weight by kind of project; a checked and valid paper counts whole, one with open points half,
one that is not required leaves the sum. A project without any paper has no readiness: unknown, not zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from investguangdong.projects.models.choices import EvidenceKind, EvidenceState, Kind

E = EvidenceKind
SITE = {
    E.RIGHT_TO_OFFER: 20,
    E.LAND_CERTIFICATE: 20,
    E.PLANNING: 15,
    E.UTILITIES: 15,
    E.STUDY: 10,
    E.ENVIRONMENT: 10,
    E.GEOLOGY: 5,
    E.PHOTO: 5,
}
COMPANY = {E.RIGHT_TO_OFFER: 25, E.RESOLUTION: 20, E.ACCOUNTS: 20, E.STUDY: 20, E.FILING: 15}
WORKS = {
    E.RIGHT_TO_OFFER: 20,
    E.FILING: 20,
    E.STUDY: 15,
    E.PLANNING: 15,
    E.ENVIRONMENT: 10,
    E.ENERGY: 10,
    E.UTILITIES: 10,
}
WEIGHTS = {
    Kind.GREENFIELD: SITE,
    Kind.LAND_PLOT: SITE,
    Kind.FACTORY_SPACE: {**SITE, E.STUDY: 0, E.PHOTO: 15},
    Kind.EXPANSION: WORKS,
    Kind.INFRASTRUCTURE: WORKS,
    Kind.RESEARCH: COMPANY,
    Kind.FUND: COMPANY,
    Kind.SCENARIO: {E.RIGHT_TO_OFFER: 40, E.STUDY: 30, E.FILING: 30},
}
SHARE = {EvidenceState.CLEARED: 1, EvidenceState.ISSUES: 0.5, EvidenceState.NOT_YET: 0}


@dataclass(frozen=True)
class Paper:
    kind: str
    state: str
    is_valid: bool = True


@dataclass(frozen=True)
class Line:
    """One row of the table a reader sees; `state` is empty where no such paper was handed in."""

    kind: str
    weight: int
    state: str
    counts: int

    @property
    def label(self):
        return EvidenceKind(self.kind).label

    @property
    def state_label(self):
        return EvidenceState(self.state).label if self.state else ""


def lines(kind: str, papers: Iterable[Paper]) -> list[Line]:
    """What was asked for this kind of project and what is there, heaviest first."""
    there = {paper.kind: paper for paper in papers}
    rows = []
    for paper_kind, weight in sorted(WEIGHTS[Kind(kind)].items(), key=lambda item: -item[1]):
        paper = there.get(paper_kind)
        state = paper.state if paper else ""
        share = SHARE.get(state, 0) if paper and paper.is_valid else 0
        if weight and state != EvidenceState.NOT_REQUIRED:
            rows.append(Line(paper_kind, weight, state, round(weight * share)))
    return rows


def readiness(kind: str, papers: Iterable[Paper]) -> int | None:
    """0 to 100, or None where there is no paper at all."""
    papers = list(papers)
    rows = lines(kind, papers)
    asked = sum(row.weight for row in rows)
    if not papers or not asked:
        return None
    there = {paper.kind: paper for paper in papers}
    gained = sum(
        row.weight * SHARE.get(row.state, 0) for row in rows if row.kind in there and there[row.kind].is_valid
    )
    return round(100 * gained / asked)
