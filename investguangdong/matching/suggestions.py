"""Which change of a mandate its owner's answers speak for. Pure."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

Sums = tuple[Decimal | None, Decimal | None]


def ticket_from(
    reason: str, low: Decimal | None, high: Decimal | None, declined: Sequence[Sums]
) -> Sums | None:
    """The range that leaves out what was turned down; `declined` are (from, to) of listings in the currency of
    the mandate. "too_small" raises the lower end above the largest of them, "too_large" lowers the upper end
    below the smallest. An answer that contradicts the range (too small, but above its upper end) is left aside.
    None where nothing follows."""
    if reason == "too_small":
        tops = [to if to is not None else start for start, to in declined]
        tops = [top for top in tops if high is None or top < high]
        found = max(filter(None, (low, round_up(max(tops)))), default=None) if tops else low
        new = (found, high)
    else:
        bottoms = [start if start is not None else to for start, to in declined]
        bottoms = [bottom for bottom in bottoms if low is None or bottom > low]
        found = min(filter(None, (high, round_down(min(bottoms)))), default=None) if bottoms else high
        new = (low, found)
    is_range = None in new or new[0] <= new[1]
    return new if is_range and new != (low, high) else None


def round_up(amount: Decimal) -> Decimal:
    """The next figure of two digits above: 300 000 000 becomes 310 000 000."""
    step = Decimal(10) ** (amount.adjusted() - 1)
    return ((amount / step).to_integral_value(ROUND_FLOOR) + 1) * step


def round_down(amount: Decimal) -> Decimal:
    step = Decimal(10) ** (amount.adjusted() - 1)
    return ((amount / step).to_integral_value(ROUND_CEILING) - 1) * step
