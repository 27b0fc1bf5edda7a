"""Which change of a mandate its owner's answers speak for. Pure."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

Sums = tuple[Decimal | None, Decimal | None]


def ticket_from(
    reason: str, low: Decimal | None, high: Decimal | None, declined: Sequence[Sums]
) -> Sums | None:
    """The range that leaves out what was turned down; `declined` are (from, to) of listings in the currency of
    the mandate. "too_small" raises the lower end above the largest of them, "too_large" lowers the upper end
    below the smallest. None where that changes nothing or leaves no range."""
    if reason == "too_small":
        tops = [to if to is not None else start for start, to in declined]
        low = max(filter(None, (low, round_up(max(tops)) if tops else None)), default=None)
    else:
        bottoms = [start if start is not None else to for start, to in declined]
        high = min(filter(None, (high, round_down(min(bottoms)) if bottoms else None)), default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def round_up(amount: Decimal) -> Decimal:
    """The next figure of two digits above: 300 000 000 becomes 310 000 000."""
    step = Decimal(10) ** (amount.adjusted() - 1)
    return ((amount / step).to_integral_value(ROUND_FLOOR) + 1) * step


def round_down(amount: Decimal) -> Decimal:
    step = Decimal(10) ** (amount.adjusted() - 1)
    return ((amount / step).to_integral_value(ROUND_CEILING) - 1) * step
