"""A match as it is shown: sentences, and the score as a bar in five parts whose widths are the weights."""

from dataclasses import dataclass

from django.urls import reverse

from investguangdong.matching.models import Answer, Match, Reason
from investguangdong.matching.scoring import Part, bar
from investguangdong.matching.wording import GROUP_NAMES, Names, Sentence, findings, raises

WIDTH, GAP = 250, 2


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
    match: Match
    findings: list[Sentence]
    segments: list[Segment]
    raises: list[dict]

    @property
    def is_declined(self) -> bool:
        return self.match.state_investor == Answer.NO

    @property
    def is_wanted(self) -> bool:
        return self.match.state_investor == Answer.YES

    @property
    def ask_url(self) -> str:
        return reverse("cases:ask", args=[self.match.project.code])

    @property
    def reasons(self):
        return Reason.choices


def card(match: Match, names: Names) -> Card:
    return Card(match, findings(match, names), segments(match), raises(match))


def cards(matches, names: Names | None = None) -> list[Card]:
    names = names or Names()
    return [card(match, names) for match in matches]


def segments(match: Match) -> list[Segment]:
    drawn, x = [], 0.0
    groups = bar([Part(**part) for part in match.parts])
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
