"""The weights are data. Each signal has a weight (points of 100) and a prior: the value taken while the fact
is not known, so that a gap neither wins nor loses. The shape is that of a learned additive model: a fitted
version only brings other numbers."""

from dataclasses import asdict, dataclass

SIGNALS = (
    "sector",
    "text",
    "amount",
    "place",
    "mode",
    "site",
    "time",
    "readiness",
    "policy",
    "standing",
)

# The score bar is drawn in five parts, in this order.
GROUPS = {
    "sector": ("sector", "text"),
    "budget": ("amount",),
    "location": ("place",),
    "route": ("mode", "site"),
    "certainty": ("time", "readiness", "policy", "standing"),
}


@dataclass(frozen=True)
class Weights:
    """`foreign` is what is left of a score, as a share, when the sector does not fit at all."""

    version: str
    points: dict[str, float]
    priors: dict[str, float]
    foreign: float


DEFAULT = Weights(
    version="stated-1",
    points={
        "sector": 26,
        "text": 4,
        "amount": 20,
        "place": 20,
        "mode": 8,
        "site": 7,
        "time": 5,
        "readiness": 5,
        "policy": 2,
        "standing": 3,
    },
    priors=dict.fromkeys(SIGNALS, 0.5),
    foreign=0.4,
)


def written(weights: Weights) -> dict:
    return asdict(weights)


def read(stored: dict) -> Weights:
    return Weights(
        version=stored["version"],
        points={name: float(stored["points"][name]) for name in SIGNALS},
        priors={name: float(stored["priors"][name]) for name in SIGNALS},
        foreign=float(stored["foreign"]),
    )


def check(stored: dict) -> str:
    """What is wrong with stored weights, in one sentence; empty when they are sound."""
    try:
        weights = read(stored)
    except (KeyError, TypeError, ValueError) as error:
        return f"Not a set of weights: {error}"
    if min(weights.points.values()) < 0 or abs(sum(weights.points.values()) - 100) > 1e-6:
        return "Points must not be negative and must add up to 100."
    if not all(0 <= share <= 1 for share in (*weights.priors.values(), weights.foreign)):
        return "Priors and the foreign share lie between 0 and 1."
    return ""
