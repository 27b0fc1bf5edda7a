"""How often investors turned a listing down, and why. An answer is never shown so that its investor could be told
from it: a count is given from three organisations upwards, below that only that it is fewer than three."""

from dataclasses import dataclass

from django.db.models import Count

from investguangdong.matching.choices import Answer, Reason, Side
from investguangdong.matching.models import Feedback

FLOOR = 3


@dataclass(frozen=True)
class Line:
    """`count` is None below the floor."""

    reason: str
    label: str
    count: int | None


@dataclass(frozen=True)
class Tally:
    """Investors who say no today, by reason; `total` None below the floor, 0 when nobody does."""

    total: int | None
    lines: list[Line]

    @property
    def has_lines(self) -> bool:
        return any(line.count for line in self.lines)

    @property
    def is_empty(self) -> bool:
        return self.total == 0


def told(count: int) -> int | None:
    return count if count == 0 or count >= FLOOR else None


def noes(projects):
    """The answers that hold, of whoever gave them: counted here, never listed."""
    return Feedback.objects.in_force().filter(
        match__project__in=projects, side=Side.INVESTOR, action=Answer.NO
    )


def investors(field: str = "match__mandate__organisation"):
    return Count(field, distinct=True)


def tally(projects) -> Tally:
    """Two queries. Each organisation counts once a reason, however many mandates it has."""
    answers = noes(projects).order_by()
    total = answers.aggregate(total=investors())["total"]
    found = answers.values_list("reason").annotate(count=investors())
    lines = [Line(reason, Reason(reason).label, told(count)) for reason, count in found]
    return Tally(told(total), sorted(lines, key=lambda line: (-(line.count or 0), line.reason)))


def by_listing(projects) -> list[tuple]:
    """(code, city, reason, count or None) in the order of the codes, for the spreadsheet."""
    names = ("match__project__code", "match__project__city__slug", "reason")
    found = noes(projects).order_by().values_list(*names).annotate(count=investors()).order_by(*names)
    return [(code, city, reason, told(count)) for code, city, reason, count in found]
