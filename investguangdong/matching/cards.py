"""A match as it is shown to one reader: sentences, the score as a bar in five parts whose widths are the weights,
and the sum behind it. Every number is taken from what the match stores; those that are printed add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor

from investguangdong.accounts.scopes import scope_of
from investguangdong.matching.actions.explaining import explain_matches
from investguangdong.matching.choices import Answer, Reader, Reason
from investguangdong.matching.models import Match
from investguangdong.matching.ordering_words import WHY
from investguangdong.matching.returns import returned
from investguangdong.matching.scoring import Part, bar
from investguangdong.matching.sentences import GATE_WORDS, GATES, GROUP_NAMES, SIGNAL_NAMES
from investguangdong.matching.weights import GROUPS
from investguangdong.matching.wording import ICONS, Names, Raise, Sentence, raises, sentence

WIDTH, GAP = 250, 2
MOST_REASONS, MOST_CLASHES, MOST_GAPS = 3, 1, 2
# The wish each of these conditions belongs to: it was set only where the mandate says that it must hold.
MUSTS = {
    "must_sector": "sector", "must_place": "place", "must_amount": "amount", "must_mode": "mode",
    "must_land": "site", "must_power": "site", "must_site": "site", "must_time": "time",
}  # fmt: skip
GATE_VERDICTS = {"pass": "fits", "unknown": "unknown", "fail": "clashes"}


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
class Line:
    """One signal of the sum. `won` is what is stored, `shown` what is printed: one decimal, adding up."""

    name: str
    signal: str
    points: float
    value: float
    won: float
    shown: float
    average: float
    is_known: bool


@dataclass(frozen=True)
class Block:
    """The signals of one part of the bar with their totals."""

    name: str
    lines: list[Line]

    @property
    def points(self) -> float:
        return sum(line.points for line in self.lines)

    @property
    def shown(self) -> float:
        return sum(line.shown for line in self.lines)

    @property
    def average(self) -> float:
        return sum(line.average for line in self.lines)


@dataclass(frozen=True)
class Condition:
    name: str
    gate: str
    verdict: str
    word: str

    @property
    def icon(self) -> str:
        return ICONS[GATE_VERDICTS[self.verdict]]

    @property
    def icon_kind(self) -> str:
        return "y" if self.verdict == "pass" else "x"


@dataclass(frozen=True)
class Card:
    match: Match
    reader: str
    names: Names

    def said(self, findings: Sequence[dict]) -> list[Sentence]:
        return [sentence(finding, self.names, self.reader) for finding in findings]

    @cached_property
    def fits(self) -> list[Sentence]:
        return self.said(self.match.reasons[:MOST_REASONS])

    @cached_property
    def worst(self) -> list[Sentence]:
        """The clash that costs most, if there is one."""
        return self.said(self.match.clashes[:MOST_CLASHES])

    @cached_property
    def gaps(self) -> list[Sentence]:
        return self.said(self.match.unknowns)

    @property
    def findings(self) -> list[Sentence]:
        """The most telling: the main reasons, the worst clash, the gaps that weigh most."""
        return [*self.fits, *self.worst, *self.gaps[:MOST_GAPS]]

    @cached_property
    def others(self) -> list[Sentence]:
        """Smaller reasons and clashes."""
        return self.said([*self.match.reasons[MOST_REASONS:], *self.match.clashes[MOST_CLASHES:]])

    @property
    def more(self) -> list[Sentence]:
        return [*self.others, *self.gaps[MOST_GAPS:]]

    @property
    def all(self) -> list[Sentence]:
        return [*self.findings, *self.more]

    @cached_property
    def raises(self) -> list[Raise]:
        return raises(self.match, self.names, self.reader)

    @cached_property
    def segments(self) -> list[Segment]:
        return segments(self.match)

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self.match.parts)

    @property
    def average(self) -> float:
        """What an average open listing would score for the same mandate."""
        return sum(block.average for block in self.blocks)

    @cached_property
    def conditions(self) -> list[Condition]:
        return [
            Condition(GATES[name], name, verdict, GATE_WORDS[verdict])
            for name, verdict in self.match.gates.items()
            if name in GATES and MUSTS.get(name) in {None, *self.match.mandate.musts}
        ]

    @property
    def why_here(self):
        """Where the order of the list is not that of the scores."""
        return WHY.get(self.match.lifted_by, "")

    @property
    def returned(self) -> list[str]:
        """What has changed since it was turned down."""
        return returned(self.match)

    @property
    def is_declined(self) -> bool:
        return self.match.state_investor == Answer.NO

    @property
    def is_wanted(self) -> bool:
        return self.match.state_investor == Answer.YES

    @property
    def is_later(self) -> bool:
        return self.match.state_investor == Answer.LATER

    @property
    def reasons(self):
        return Reason.choices


def cards(matches, *, reader: str = Reader.INVESTOR) -> list[Card]:
    """Puts into findings what nobody has looked at yet, so that no page shows numbers without reasons."""
    rows, names = list(matches), Names()
    explain_matches(rows)
    return [Card(match, reader, names) for match in rows]


def reader_of(user, match: Match) -> str:
    """From whose point of view a person reads a match."""
    if not user.is_staff:
        return Reader.INVESTOR
    scope = scope_of(user)
    return Reader.PROMOTER if not scope.everywhere and scope.may_write(match.project.city) else Reader.OFFICER


def segments(match: Match) -> list[Segment]:
    drawn, x = [], 0.0
    groups = bar(match.parts)
    room = WIDTH - GAP * (len(groups) - 1)
    whole = adding_up([group["won"] for group in groups], decimals=0)
    for group, won in zip(groups, whole, strict=True):
        width = room * group["points"] / 100
        share = group["won"] / group["points"] if group["points"] else 0
        drawn.append(
            Segment(
                name=GROUP_NAMES[group["group"]],
                x=round(x, 2),
                width=round(width, 2),
                filled=round(width * share, 2),
                points=round(group["points"]),
                won=round(won),
                is_known=group["is_known"],
            )
        )
        x += width + GAP
    return drawn


def blocks(parts: Sequence[Part]) -> list[Block]:
    shown = adding_up([part.contribution for part in parts], decimals=1)
    lines = {part.signal: line(part, won) for part, won in zip(parts, shown, strict=True)}
    return [
        Block(GROUP_NAMES[group], [lines[name] for name in names if name in lines and lines[name].points])
        for group, names in GROUPS.items()
    ]


def line(part: Part, shown: float) -> Line:
    return Line(
        name=SIGNAL_NAMES[part.signal],
        signal=part.signal,
        points=part.points,
        value=part.value,
        won=part.contribution,
        shown=shown,
        average=part.points * part.average,
        is_known=part.is_known,
    )


def adding_up(values: Sequence[float], *, decimals: int) -> list[float]:
    """Rounded so that the sum of the rounded is the rounded sum: what is left over goes to the values that lost
    most by rounding down."""
    step = 10**decimals
    down = [floor(value * step + 1e-9) for value in values]
    left = round(sum(values) * step) - sum(down)
    by_loss = sorted(range(len(values)), key=lambda at: (down[at] - values[at] * step, at))
    for at in by_loss[: max(left, 0)]:
        down[at] += 1
    return [value / step for value in down]
