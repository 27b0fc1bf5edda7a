"""The weights as people read them: each signal in words, what it reads, its points in both directions and what it
counts where nothing is known."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from investguangdong.matching import labels
from investguangdong.matching.sentences import GROUP_NAMES, SIGNAL_NAMES
from investguangdong.matching.weights import GROUPS, Weights

# What each signal reads; its name is that of the card.
READS: dict[str, Promise] = {
    "sector": _(
        "How much more often you want or take a sector than it is offered; a neighbouring sector counts a little."
    ),
    "themes": _("Words of your text and of the listing, rare ones more than common ones."),
    "ticket": _("Whether the amounts meet; falls with the gap between them."),
    "ticket_small": _("How far the project lies below your amount."),
    "ticket_large": _("How far the project lies above your amount."),
    "returns": _("Expected return, share of the company and years, where both sides say them."),
    "city": _("How much more often you want or take a city than it is offered."),
    "region": _("The same for the four regions of Guangdong."),
    "state": _("The same for provinces or states."),
    "near": _("How near the project lies to the cities you named and to what you took up."),
    "mode": _("Whether a form you want is offered."),
    "land": _("How much of the land you need is there."),
    "power": _("How much of the power you need is there."),
    "site": _("Green power, floor space, water, port and airport, as far as you asked for them."),
    "stage": _("How much more often you want or take a stage than it is offered."),
    "backed": _("Whether you usually come first or join others."),
    "time": _("Whether the project is available when you want to start."),
    "readiness": _("How complete the papers are, and how lately an officer checked them."),
    "policy": _("Whether policies with money or relief apply."),
    "standing": _("Whether an officer has verified the organisation."),
    "active": _("How many projects the investor took up in the last two years."),
    "lately": _("How long ago the last one was."),
    "mutual": _("Where you stand in the project’s own list."),
}


@dataclass(frozen=True)
class Line:
    """One signal. `for_investors` is what it weighs in the list of projects an investor reads, `for_projects` in
    the list of investors an officer reads; `neutral` is its value from 0 to 1 where it is not known."""

    signal: str
    name: Promise
    reads: Promise
    for_investors: float
    for_projects: float
    neutral: float

    @property
    def counts(self) -> bool:
        return bool(self.for_investors or self.for_projects)


def lines(weights: Weights) -> Iterator[tuple[Promise, list[Line]]]:
    """(group, its signals), the groups in the order of the score bar."""
    for group, signals in GROUPS.items():
        yield GROUP_NAMES[group], [line(signal, weights) for signal in signals]


def line(signal: str, weights: Weights) -> Line:
    points = round(weights.to_projects[signal], 2), round(weights.to_investors[signal], 2)
    return Line(signal, SIGNAL_NAMES[signal], READS[signal], *points, weights.priors[signal])


def silent(weights: Weights) -> list[Promise]:
    """Signals that this version leaves out in both directions."""
    return [one.name for _group, rows in lines(weights) for one in rows if not one.counts]


@dataclass(frozen=True)
class Change:
    """The points of one signal before and after, in one direction."""

    name: Promise
    old: float
    new: float

    @property
    def by(self) -> float:
        return round(self.new - self.old, 2)


def compared(old: Weights, new: Weights, direction: str) -> list[Change]:
    """Signals that weigh something before or after, the largest change first."""
    before, after = getattr(old, direction), getattr(new, direction)
    rows = [Change(SIGNAL_NAMES[name], round(before[name], 2), round(after[name], 2)) for name in READS]
    return sorted((row for row in rows if row.old or row.new), key=lambda row: (-abs(row.by), -row.new))


# What was done with a row of a list, in words; nothing: read and left.
LABELS = {
    "": _("read and left"),
    labels.NO: _("no"),
    labels.OPENED: _("opened"),
    labels.SAVED: _("saved, or “later”"),
    labels.INTERESTED: _("interested"),
    labels.INTRODUCED: _("introduced"),
    labels.MET: _("in talks"),
    labels.SIGNED: _("signed"),
}
BANDS = {
    "very_strong": _("85 and more"),
    "strong": _("70 to 84"),
    "possible": _("55 to 69"),
    "below": _("below 55"),
}


def verdict(difference: dict) -> Promise:
    """What the interval of a difference allows to say."""
    if difference["low"] > 0:
        return _("Better than what serves, as far as these lists tell.")
    if difference["high"] < 0:
        return _("Worse than what serves, as far as these lists tell.")
    return _("No difference that these lists can tell.")


def signed(difference: dict) -> str:
    """Mean and interval with their signs: `+0.021 (−0.004 to +0.048)`."""
    mean, low, high = (f"{difference[name]:+.3f}".replace("-", "−") for name in ("mean", "low", "high"))
    return _("%(mean)s (%(low)s to %(high)s)") % {"mean": mean, "low": low, "high": high}
