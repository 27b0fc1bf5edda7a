"""A range of money in its own currency, and the same beside it in one that more people reckon in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from investguangdong.core import money
from investguangdong.core.languages import current
from investguangdong.places.rates import convert

YUAN, DOLLAR = "CNY", "USD"


@dataclass(frozen=True)
class Converted:
    """`text` is the range in the other currency, `on` the day of the rate."""

    text: str
    on: date


def in_words(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    return money.compact_range(low, high, currency, current())


def converted(low: Decimal | None, high: Decimal | None, currency: str) -> Converted | None:
    """In yuan, a range in yuan in dollars; None where nothing is said or no rate is known."""
    other = DOLLAR if currency == YUAN else YUAN
    ends = [None if end is None else convert(end, currency, other) for end in (low, high)]
    days = [end[1] for end in ends if end is not None]
    if not days or len(days) < sum(end is not None for end in (low, high)):
        return None
    return Converted(in_words(*(end and end[0] for end in ends), other), min(days))
