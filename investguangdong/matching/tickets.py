"""What an investor can give and what a project asks for: two ranges of money, in yuan and as they were written."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import floor, log, log10

from investguangdong.matching.facts import MandateFacts, ProjectFacts, Range


def asked_range(project: ProjectFacts) -> Range:
    """From the smallest sum with which one can take part to the whole."""
    low, high = project.amount.low, project.amount.high
    if project.ticket_min is not None:
        low = project.ticket_min if low is None else min(project.ticket_min, low)
    return Range(low, high)


def gap(ticket: Range, asked: Range) -> float:
    """How far apart two ranges of money lie, as a logarithm; 0 where they meet."""
    above = log(max(asked.low, 1) / max(ticket.high, 1)) if ticket.high is not None and asked.low else 0.0
    below = log(max(ticket.low, 1) / max(asked.high, 1)) if ticket.low and asked.high is not None else 0.0
    return max(above, below, 0.0)


def rate_of(facts: MandateFacts | ProjectFacts) -> float:
    """Yuan for one unit of the currency the amount was written in."""
    known = facts.ticket if isinstance(facts, MandateFacts) else facts.amount
    for end in ("high", "low"):
        written_sum, yuan = facts.stated.get(end), getattr(known, end)
        if yuan and written_sum is not None and Decimal(written_sum):
            return yuan / float(Decimal(written_sum))
    return 1.0


def round_sum(value: float, *, up: bool) -> Decimal:
    """Two significant digits, towards the side that still reaches."""
    if value <= 0:
        return Decimal(0)
    step = Decimal(10) ** (floor(log10(value)) - 1)
    exact = round(Decimal(value) / step, 6)
    return exact.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR) * step
