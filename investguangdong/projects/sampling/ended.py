"""Sample listings that have ended, for the outcome ledger; and those that lapsed while nobody looked."""

from datetime import datetime, time, timedelta

from django.db.models import F

from investguangdong.core import clock
from investguangdong.core.actions import mark_machine
from investguangdong.projects.actions import TEXTS, create_project
from investguangdong.projects.models import FreshnessNotice, Outcome, Project, Status
from investguangdong.projects.sampling.rows import Sampler

FIRST, COUNT = 700_000, 25
ENDINGS = (
    (Outcome.LANDED, "A manufacturer from Portugal signed for the whole site."),
    (Outcome.LANDED, "Two firms took the factory space together."),
    (Outcome.WITHDRAWN, "The city keeps the plot for a school."),
    (Outcome.LANDED, "A joint venture was registered."),
    (Outcome.NO_INTEREST, "No investor needed both land and wharf."),
    (Outcome.REPLACED, "Offered again with a smaller plot."),
    (Outcome.FAILED_CHECK, "The power company did not confirm the second line."),
)


def make(sampler: Sampler) -> None:
    known = set(Project.objects.filter(is_sample=True).values_list("sample_key", flat=True))
    for number in range(COUNT):
        key = f"{sampler.seed}-C{number:03d}"
        if key not in known:
            row = {**sampler.row(FIRST + number, listed=True), **ending(sampler.today, number)}
            mark_machine([create_project(by=None, **{**row, "sample_key": key})], TEXTS)


def ending(today, number: int) -> dict:
    """One every eleven days, each open for a while before."""
    outcome, reason = ENDINGS[number % len(ENDINGS)]
    ended = datetime.combine(today - timedelta(days=3 + 11 * number), time(11), clock.BUSINESS_ZONE)
    begun = ended - timedelta(days=40 + 37 * number % 160)
    return {
        "status": Status.CLOSED,
        "outcome": outcome,
        "outcome_reason": reason,
        "published_at": begun,
        "closed_at": ended,
        "closes_on": None,
        "available_from": None,
        "verified_on": begun.date(),
        "expires_on": ended.date(),
    }


def open_lapsed() -> None:
    """What the calendar has paused is open again; its dates are renewed next."""
    lapsed = FreshnessNotice.objects.filter(
        what=FreshnessNotice.What.EXPIRY, days_left=0, day=F("project__expires_on")
    )
    paused = Project.objects.filter(is_sample=True, status=Status.PAUSED, pk__in=lapsed.values("project"))
    paused.update(status=Status.PUBLISHED)
