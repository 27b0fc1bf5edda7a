"""A match as it is shown: sentences, and the score as a bar in five parts whose widths are the weights."""

from dataclasses import dataclass

from investguangdong.matching.choices import Answer, Reason
from investguangdong.matching.models import Match
from investguangdong.matching.scoring import bar
from investguangdong.matching.wording import GROUP_NAMES, Names, Sentence, raises, sentence

WIDTH, GAP = 250, 2
MOST_REASONS, MOST_CLASHES, MOST_GAPS = 4, 2, 2


@dataclass(frozen=True)
class Segment:
    """One part of the bar, in the units of its drawing, with the points as numbers to read."""

    name: str
    x: float
    width: float
    filled: float
    points: int
    won: int
    is_known: bool


@dataclass(frozen=True)
class Card:
    """`findings` are the most telling ones, `more` the rest."""

    match: Match
    findings: list[Sentence]
    more: list[Sentence]
    segments: list[Segment]
    raises: list[dict]

    @property
    def all(self) -> list[Sentence]:
        return [*self.findings, *self.more]

    @property
    def is_declined(self) -> bool:
        return self.match.state_investor == Answer.NO

    @property
    def is_wanted(self) -> bool:
        return self.match.state_investor == Answer.YES

    @property
    def reasons(self):
        return Reason.choices


def card(match: Match, names: Names) -> Card:
    told = [sentence(finding, names) for finding in most_telling(match)]
    rest = [sentence(finding, names) for finding in match.findings if finding not in most_telling(match)]
    return Card(match, told, rest, segments(match), raises(match))


def most_telling(match: Match) -> list[dict]:
    """The main reasons, what clashes most, and the gaps that weigh most."""
    return [*match.reasons[:MOST_REASONS], *match.clashes[:MOST_CLASHES], *match.unknowns[:MOST_GAPS]]


def cards(matches, names: Names | None = None) -> list[Card]:
    names = names or Names()
    return [card(match, names) for match in matches]


def segments(match: Match) -> list[Segment]:
    drawn, x = [], 0.0
    groups = bar(match.parts)
    room = WIDTH - GAP * (len(groups) - 1)
    for group in groups:
        width = room * group["points"] / 100
        share = group["won"] / group["points"] if group["points"] else 0
        drawn.append(
            Segment(
                name=GROUP_NAMES[group["group"]],
                x=round(x, 2),
                width=round(width, 2),
                filled=round(width * share, 2),
                points=round(group["points"]),
                won=round(group["won"]),
                is_known=group["is_known"],
            )
        )
        x += width + GAP
    return drawn
