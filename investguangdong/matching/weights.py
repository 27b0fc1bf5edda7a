"""The weights are data. A signal has points of a hundred in each direction and a prior: the value it takes
while a fact is not known, so that a gap neither wins nor loses. A fitted version brings other numbers, never
another shape: the score is a plain sum, and no signal can count against a pair the better it fits."""

from dataclasses import asdict, dataclass

# The score bar is drawn in five parts, in this order.
GROUPS = {
    "sector": ("sector", "themes"),
    "budget": ("ticket", "ticket_small", "ticket_large", "returns"),
    "location": ("city", "region", "state", "near"),
    "route": ("mode", "land", "power", "site"),
    "certainty": ("stage", "backed", "time", "readiness", "policy", "standing", "active", "lately", "mutual"),
}
SIGNALS = tuple(signal for signals in GROUPS.values() for signal in signals)
# Facts about the investor alone: the same for every project, so they only order investors for a project.
OF_THE_INVESTOR = ("standing", "active", "lately")


@dataclass(frozen=True)
class Weights:
    """`to_projects` orders projects for a mandate and makes the score that is shown; `to_investors` orders
    mandates for a project."""

    version: str
    to_projects: dict[str, float]
    to_investors: dict[str, float]
    priors: dict[str, float]

    @property
    def points(self) -> dict[str, float]:
        return self.to_projects


# Of a lift: what somebody scores who does what the market does (`signals.neutral`).
PRIORS = {
    "sector": 0.385,
    "themes": 0.15,
    "ticket": 0.5,
    "ticket_small": 0.9,
    "ticket_large": 0.9,
    "returns": 0.5,
    "city": 0.353,
    "region": 0.577,
    "state": 0.3,
    "near": 0.3,
    "mode": 0.5,
    "land": 0.5,
    "power": 0.5,
    "site": 0.5,
    "stage": 0.482,
    "backed": 0.6,
    "time": 0.5,
    "readiness": 0.5,
    "policy": 0.5,
    "standing": 0.5,
    "active": 0.3,
    "lately": 0.3,
    "mutual": 0.5,
}

DEFAULT = Weights(
    version="stated-3",
    to_projects={
        "sector": 45,
        "themes": 4,
        "ticket": 11,
        "ticket_small": 1,
        "ticket_large": 4,
        "returns": 1,
        "city": 9,
        "region": 1,
        "state": 0,
        "near": 3,
        "mode": 5,
        "land": 3,
        "power": 3,
        "site": 1,
        "stage": 1,
        "backed": 0,
        "time": 2,
        "readiness": 2,
        "policy": 1,
        "standing": 1,
        "active": 0,
        "lately": 0,
        "mutual": 2,
    },
    to_investors={
        "sector": 32,
        "themes": 3,
        "ticket": 11,
        "ticket_small": 1,
        "ticket_large": 8,
        "returns": 1,
        "city": 9,
        "region": 2,
        "state": 0,
        "near": 3,
        "mode": 6,
        "land": 2,
        "power": 2,
        "site": 1,
        "stage": 1,
        "backed": 0,
        "time": 2,
        "readiness": 0,
        "policy": 0,
        "standing": 6,
        "active": 6,
        "lately": 4,
        "mutual": 0,
    },
    priors=PRIORS,
)


def written(weights: Weights) -> dict:
    return asdict(weights)


def read(stored: dict) -> Weights:
    """Raises KeyError, TypeError or ValueError where a signal is missing or is no number."""
    columns = {
        name: {signal: float(stored[name][signal]) for signal in SIGNALS}
        for name in ("to_projects", "to_investors", "priors")
    }
    return Weights(version=stored["version"], **columns)


def check(stored: dict) -> str:
    """What is wrong with stored weights, in one sentence; empty when they are sound."""
    try:
        weights = read(stored)
    except (KeyError, TypeError, ValueError) as error:
        return f"Not a set of weights: {error}"
    for points in (weights.to_projects, weights.to_investors):
        if min(points.values()) < 0 or abs(sum(points.values()) - 100) > 1e-6:
            return "Points must not be negative and must add up to 100."
    if weights.to_investors["mutual"]:
        return "The investor's place on a project's list cannot count towards itself."
    if not all(0 <= share <= 1 for share in weights.priors.values()):
        return "Priors lie between 0 and 1."
    return ""
