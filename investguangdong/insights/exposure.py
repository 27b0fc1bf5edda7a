"""The tile of the officer's day that says whether the lists of investors give each city its share."""

from django.utils.translation import get_language

from investguangdong.accounts.scopes import scope_of
from investguangdong.insights import numbers
from investguangdong.matching import exposure
from investguangdong.matching.fairness import LEAST, MOST, Fairness

MONTHS = 12
TOP = 2.0


def tile(user) -> dict | None:
    """For who answers for the whole province; None while no month has been recorded."""
    recent = exposure.recent(MONTHS) if scope_of(user).everywhere else {}
    if not recent:
        return None
    month, latest = next(iter(recent.items()))
    return {
        "month": month,
        "as_of": exposure.as_of(month),
        "fairness": latest,
        "uneven": uneven(latest),
        "target": (LEAST, MOST),
        "has_trend": len(recent) > 1,
        "pieces": trend([one.outside for one in reversed(recent.values())]),
        "parity_y": round(numbers.HEIGHT - numbers.HEIGHT / TOP, 1),
    }


def uneven(told: Fairness) -> list[tuple]:
    """(name, exposure) of the cities outside the target, the furthest first."""
    names = exposure.names(get_language())
    found = [(names[one.count.slug], one.exposure) for one in told.cities if one.verdict in ("low", "high")]
    return sorted(found, key=lambda one: -max(one[1], 1 / max(one[1], 0.01)))[:4]


def trend(values: list[float | None]) -> list[str]:
    return [" ".join(f"{x},{y}" for x, y in piece) for piece in numbers.line(values, top=TOP)]
