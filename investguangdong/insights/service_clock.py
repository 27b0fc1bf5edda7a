"""How long people wait for a first answer, from the cases themselves, in working hours of Guangdong."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from investguangdong.cases.clocks import FIRST_ANSWER_DAYS, working_hours
from investguangdong.cases.models import Case
from investguangdong.core import clock, languages
from investguangdong.core.workdays import hours_a_day
from investguangdong.insights.numbers import median, percentile
from investguangdong.places.calendar import guangdong

FEWEST = 5  # below this many answers a figure says more about chance than about a desk
WEEKS, MONTHS = 12, 12


@dataclass(frozen=True)
class Waited:
    desk: str
    asked_at: datetime
    hours: float
    was_kept: bool


@dataclass(frozen=True)
class Line:
    """One desk or month. Figures are None where there are too few answers."""

    name: object
    answers: int
    median: float | None
    ninetieth: float | None
    kept: float | None


def waits(cases, *, since) -> list[Waited]:
    """Of the cases answered since then: one query, and one for the calendar."""
    calendar = guangdong()
    rows = cases.filter(first_answer_at__isnull=False, confirmed_at__gte=since).select_related("city")
    rows = rows.only("confirmed_at", "first_answer_at", "first_answer_due", "city").order_by("confirmed_at")
    return [
        Waited(
            languages.best(row.city, "name").text if row.city else "",
            row.confirmed_at.astimezone(clock.BUSINESS_ZONE),
            working_hours(row.confirmed_at, row.first_answer_at, calendar),
            row.first_answer_at <= row.first_answer_due,
        )
        for row in rows
    ]


def summed(name, group: list[Waited]) -> Line:
    hours = [row.hours for row in group]
    if len(group) < FEWEST:
        return Line(name, len(group), None, None, None)
    kept = sum(row.was_kept for row in group) / len(group)
    return Line(name, len(group), median(hours), percentile(hours, 0.9), kept)


def by(group_of, rows: list[Waited]) -> list[Line]:
    groups = defaultdict(list)
    for row in rows:
        groups[group_of(row)].append(row)
    return [summed(name, groups[name]) for name in sorted(groups)]


def public_clock(*, with_samples: bool) -> dict:
    """All desks over the last twelve months; cases of the demonstration only in a demonstration."""
    cases = Case.objects.all() if with_samples else Case.objects.filter(is_sample=False)
    rows = waits(cases, since=clock.now() - timedelta(days=31 * MONTHS))
    return {
        "whole": summed("", rows),
        "desks": by(lambda row: row.desk, rows),
        "months": by(lambda row: row.asked_at.date().replace(day=1), rows),
        "fewest": FEWEST,
        "has_samples": with_samples and Case.objects.filter(is_sample=True).exists(),
    }


def weekly(rows: list[Waited]) -> list[float | None]:
    """Medians of the last twelve weeks, oldest first; None for a week without an answer."""
    start = clock.now() - timedelta(weeks=WEEKS)
    weeks = [[] for _week in range(WEEKS)]
    for row in rows:
        place = (row.asked_at - start) // timedelta(weeks=1)
        if 0 <= place < WEEKS:
            weeks[place].append(row.hours)
    return [median(week) for week in weeks]


def promised_hours() -> float:
    return FIRST_ANSWER_DAYS * hours_a_day(guangdong()) / timedelta(hours=1)
