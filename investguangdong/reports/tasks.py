from celery import shared_task

from investguangdong.core import clock
from investguangdong.core.jobs import wake
from investguangdong.reports import actions
from investguangdong.reports.models import ReportRun

MOST_PER_SWEEP = 50


@shared_task(name=actions.BUILD_TASK)
def build(code: str) -> bool:
    return actions.build(code)


@shared_task(name="reports.sweep")
def sweep() -> int:
    """Wakes every report that no worker holds. Returns how many."""
    codes = list(ReportRun.objects.abandoned(clock.now()).values_list("code", flat=True)[:MOST_PER_SWEEP])
    for code in codes:
        wake(actions.BUILD_TASK, code)
    return len(codes)
