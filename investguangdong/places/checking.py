"""What a policy gives to whom: conditions in three values, and the sum. Pure: no database, no request.

A rule is data (see `rules.py` for its shape and docs/policies.md for how one is written). A fact is a value by
name; one that is absent is unknown, and unknown never counts as no. Sums are `Money`; exchange goes through the
rates that are passed in, yuan for one unit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

MEETS, DOES_NOT, NEEDS = "meets", "does_not", "needs"
ORDER = {MEETS: 0, NEEDS: 1, DOES_NOT: 2}
CENT = Decimal("0.01")


class Money(NamedTuple):
    amount: Decimal
    currency: str


class OneOf(frozenset):
    """A choice that is known in part: one of these values. A city leaves only its own zones open."""


@dataclass(frozen=True)
class Clause:
    """One condition and its verdict. `fact` is the name asked for; a clause that no fact decides, because the
    source leaves it to the authority, has none and stays open."""

    number: int
    state: str
    fact: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Award:
    """`gross` before the caps; `payable` after the cap of a year; `total` the most over all years."""

    payable: Money
    gross: Money | None = None
    percent: Decimal | None = None
    year_cap: Money | None = None
    total: Money | None = None

    @property
    def is_capped(self) -> bool:
        return self.gross is not None and self.payable.amount < self.gross.amount


@dataclass(frozen=True)
class Window:
    """`state` is open, before or ended; `days_left` is None where no end was published."""

    state: str
    starts: date | None = None
    ends: date | None = None
    days_left: int | None = None


@dataclass(frozen=True)
class Verdict:
    state: str
    clauses: tuple[Clause, ...]
    window: Window
    award: Award | None = None
    missing: tuple[str, ...] = ()
    award_missing: tuple[str, ...] = ()


def check(rule: Mapping, facts: Mapping, *, today: date, rates: Mapping[str, Decimal]) -> Verdict:
    """The verdict of one rule. `rates` holds yuan for one unit of a currency; CNY needs no entry."""
    known = {name: value for name, value in facts.items() if value not in (None, "")}
    clauses = tuple(
        judge(number, condition, known, rates) for number, condition in enumerate(rule["conditions"], 1)
    )
    window = window_of(rule, known.get("year"), today)
    state = worst([clause.state for clause in clauses] + [DOES_NOT] * (window.state != "open"))
    award, award_missing = award_of(rule.get("award"), known, rates) if state != DOES_NOT else (None, ())
    missing = unique(name for clause in clauses if clause.state == NEEDS for name in clause.missing)
    return Verdict(state, clauses, window, award, missing if state == NEEDS else (), award_missing)


def judge(number: int, condition: Mapping, facts: Mapping, rates: Mapping) -> Clause:
    state = value_of(condition, facts, rates)
    missing = unique(name for name in names_in(condition) if is_open(name, facts)) if state == NEEDS else ()
    return Clause(number, state, condition.get("fact", ""), missing)


def value_of(node: Mapping, facts: Mapping, rates: Mapping) -> str:
    """Kleene's logic: `all` is the worst, `any` the best, an open point is unknown."""
    if "all" in node:
        return worst(value_of(part, facts, rates) for part in node["all"])
    if "any" in node:
        return min((value_of(part, facts, rates) for part in node["any"]), key=ORDER.get)
    if "not" in node:
        return {MEETS: DOES_NOT, DOES_NOT: MEETS, NEEDS: NEEDS}[value_of(node["not"], facts, rates)]
    if "fact" not in node or node["fact"] not in facts:
        return NEEDS
    return compared(node["op"], facts[node["fact"]], node["value"], rates)


def compared(operator: str, value, wanted, rates: Mapping) -> str:
    if operator in ("at_least", "at_most"):
        pair = sizes(value, wanted, rates)
        if pair is None:
            return NEEDS
        is_met = pair[0] >= pair[1] if operator == "at_least" else pair[0] <= pair[1]
    else:
        return chosen_among(value, wanted if operator == "in" else [wanted])
    return MEETS if is_met else DOES_NOT


def chosen_among(value, wanted: list) -> str:
    possible = value if isinstance(value, OneOf) else [value]
    met = [one in wanted for one in possible]
    return MEETS if all(met) else NEEDS if any(met) else DOES_NOT


def is_open(name: str, facts: Mapping) -> bool:
    """Not known, or known in part only."""
    return name not in facts or isinstance(facts[name], OneOf)


def sizes(value, wanted, rates: Mapping) -> tuple[Decimal, Decimal] | None:
    """Both as plain numbers: sums in yuan, or in their own currency where it is the same, so that a threshold
    is met exactly. None where a rate is missing."""
    if not isinstance(wanted, Mapping):
        return Decimal(value), Decimal(wanted)
    bar = money(wanted)
    if value.currency == bar.currency:
        return value.amount, bar.amount
    ours, theirs = exchanged(value, "CNY", rates), exchanged(bar, "CNY", rates)
    return None if ours is None or theirs is None else (ours.amount, theirs.amount)


def worst(states: Iterable[str]) -> str:
    return max(states, key=ORDER.get, default=MEETS)


def names_in(node: Mapping) -> list[str]:
    """The facts a condition reads, in the order it names them."""
    parts = node.get("all") or node.get("any") or ([node["not"]] if "not" in node else [])
    return [node["fact"]] if "fact" in node else [name for part in parts for name in names_in(part)]


def unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def window_of(rule: Mapping, year: int | None, today: date) -> Window:
    """By the year that was asked about, else by today."""
    starts, ends = day(rule.get("valid_from")), day(rule.get("valid_to"))
    first, last = (date(year, 1, 1), date(year, 12, 31)) if year else (today, today)
    state = "before" if starts and last < starts else "ended" if ends and first > ends else "open"
    return Window(state, starts, ends, max(0, (ends - today).days) if ends else None)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def money(value: Mapping) -> Money:
    return Money(Decimal(value["amount"]), value["currency"])


def exchanged(sum_: Money, currency: str, rates: Mapping[str, Decimal]) -> Money | None:
    """To two places; None where a rate is missing."""
    if sum_.currency == currency:
        return sum_
    known = {"CNY": Decimal(1), **rates}
    if sum_.currency not in known or currency not in known:
        return None
    amount = sum_.amount * known[sum_.currency] / known[currency]
    return Money(amount.quantize(CENT, ROUND_HALF_UP), currency)


def award_of(award: Mapping | None, facts: Mapping, rates: Mapping) -> tuple[Award | None, tuple[str, ...]]:
    """The sum and the facts it still needs; (None, ()) where the source names none, or only a rate."""
    if not award:
        return None, ()
    if "sum" in award:
        return Award(money(award["sum"])), ()
    if "share" not in award:
        return None, ()
    share, unknown = chosen(award["share"], facts, rates)
    cap, unknown_cap = chosen(award.get("caps", [{}]), facts, rates)
    base = facts.get(award["of"])
    missing = unique([*([] if base else [award["of"]]), *unknown, *unknown_cap])
    if missing or share is None:
        return None, missing
    return capped(base, Decimal(share["percent"]), cap or {}, rates), ()


def chosen(
    options: Iterable[Mapping], facts: Mapping, rates: Mapping
) -> tuple[Mapping | None, tuple[str, ...]]:
    """The first option whose condition is met, or the facts that would tell which one it is."""
    for option in options:
        state = value_of(option["when"], facts, rates) if "when" in option else MEETS
        if state == MEETS:
            return option, ()
        if state == NEEDS:
            return None, unique(name for name in names_in(option["when"]) if is_open(name, facts))
    return None, ()


def capped(base: Money, percent: Decimal, cap: Mapping, rates: Mapping) -> Award | None:
    """In the currency of the caps; without caps in that of the base."""
    limits = {name: money(cap[name]) for name in ("year", "total") if name in cap}
    currency = next((limit.currency for limit in limits.values()), base.currency)
    in_currency = exchanged(base, currency, rates)
    if in_currency is None:
        return None
    gross = Money((in_currency.amount * percent / 100).quantize(CENT, ROUND_HALF_UP), currency)
    payable = min([gross, *limits.values()])
    return Award(payable, gross, percent, limits.get("year"), limits.get("total"))


def most_telling(verdicts: Iterable[Verdict]) -> list[str]:
    """Facts not given yet, the one that would decide most policies first; ties in the order they came up."""
    votes: dict[str, float] = {}
    for verdict in verdicts:
        asked = verdict.missing or verdict.award_missing
        for name in asked:
            votes[name] = votes.get(name, 0) + 1 / len(asked)
    return sorted(votes, key=lambda name: -votes[name])
