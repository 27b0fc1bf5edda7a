"""What another version of the weights would change: the stored values of every current match, summed anew inside
the database. Exact but for one signal: a pair's place in the project's own list (`mutual`) is taken as stored."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Abs, Cast, Coalesce

from investguangdong.matching.choices import Answer
from investguangdong.matching.fit import BANDS
from investguangdong.matching.layouts import layout_of
from investguangdong.matching.models import Match
from investguangdong.matching.weights import Weights

BELOW = "below"
NAMES = [*(name for name, _bound in BANDS), BELOW]
INTRODUCED, OPEN = "introduced", "open"
MOST_MOVED = 20


@dataclass(frozen=True)
class Moves:
    """`counts` is {(band before, band after): how many}."""

    counts: dict[tuple[str, str], int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def up(self) -> int:
        return sum(count for bands, count in self.counts.items() if rank(bands[1]) < rank(bands[0]))

    @property
    def down(self) -> int:
        return sum(count for bands, count in self.counts.items() if rank(bands[1]) > rank(bands[0]))

    @property
    def changed(self) -> int:
        return self.up + self.down

    @property
    def table(self) -> list[tuple[str, list[int]]]:
        """A row a band before, a column a band after, best first."""
        return [(old, [self.counts.get((old, new), 0) for new in NAMES]) for old in NAMES]


def rank(band: str) -> int:
    return NAMES.index(band)


@dataclass(frozen=True)
class Changes:
    introduced: Moves
    open: Moves
    most_moved: list[Match]


def changes(weights: Weights) -> Changes:
    """If `weights` served instead of what the matches were scored by."""
    groups: dict[str, dict] = {INTRODUCED: {}, OPEN: {}}
    most_moved: list[Match] = []
    for version in current().order_by().values_list("model_version", flat=True).distinct():
        rows = rescored(current().filter(model_version=version), version, weights)
        for group, old, new, count in transitions(rows):
            groups[group][old, new] = groups[group].get((old, new), 0) + count
        most_moved += rows.with_card().order_by("-distance", "pk")[:MOST_MOVED]
    most_moved.sort(key=lambda match: -match.distance)
    return Changes(Moves(groups[INTRODUCED]), Moves(groups[OPEN]), most_moved[:MOST_MOVED])


def current() -> QuerySet:
    return Match.objects.standing()


def rescored(matches: QuerySet, version: str, weights: Weights) -> QuerySet:
    """Adds `new_score`, `gain` and `distance`; all rows are of one version."""
    total = Value(0.0, output_field=FloatField())
    for at, signal in enumerate(layout_of(version).signals):
        if weights.points.get(signal):
            total = total + points_won(at, signal, weights)
    rows = matches.annotate(new_score=total, old_score=Cast("score", FloatField()))
    return rows.annotate(gain=F("new_score") - F("old_score"), distance=Abs(F("new_score") - F("old_score")))


def points_won(at: int, signal: str, weights: Weights):
    """What is not known counts with its neutral value."""
    value = Coalesce(F(f"signal_values__{at}"), Value(weights.priors[signal]), output_field=FloatField())
    return value * Value(weights.points[signal], output_field=FloatField())


def transitions(rows: QuerySet) -> QuerySet:
    is_introduced = Q(state_investor=Answer.YES, state_project=Answer.YES)
    group = Case(When(is_introduced, then=Value(INTRODUCED)), default=Value(OPEN), output_field=CharField())
    counted = rows.annotate(group=group, old=band("old_score"), new=band("new_score"))
    counted = counted.order_by().values("group", "old", "new").annotate(count=Count("pk"))
    return counted.values_list("group", "old", "new", "count")


def band(field: str) -> Case:
    """Scores are compared to six digits, as they are stored."""
    bounds = [When(**{f"{field}__gte": bound - 5e-7}, then=Value(name)) for name, bound in BANDS]
    return Case(*bounds, default=Value(BELOW), output_field=CharField())
