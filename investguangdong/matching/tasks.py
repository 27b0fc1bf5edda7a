"""Doors for Celery. What changed is read from the change queue: a lost wake-up costs seconds, no match."""

from celery import shared_task

from investguangdong.accounts.models import User
from investguangdong.core import jobs
from investguangdong.core.actions import sweep_changes
from investguangdong.core.locks import advisory_lock
from investguangdong.investors.models import Mandate
from investguangdong.matching import actions, affected
from investguangdong.matching.actions import brief_clock, exposing, learning
from investguangdong.matching.models import Run
from investguangdong.projects.models import Project

CONSUMER = "matching"
WORK = "matching.work"
WORKERS = 8  # as many wake-ups; those who find nothing to do end at once
SHIFT = 10  # seconds, after which other tasks have their turn


@shared_task(name="matching.rescore_mandate", ignore_result=True)
def rescore_mandate(pk: int) -> None:
    mandate = Mandate.objects.active().filter(pk=pk).first()
    if mandate:
        actions.rescore_mandate(mandate)


@shared_task(name="matching.rescore_project", ignore_result=True)
def rescore_project(pk: int) -> None:
    project = Project.objects.filter(pk=pk).first()
    if project:
        actions.rescore_project(project)


@shared_task(name="matching.sweep", ignore_result=True, soft_time_limit=280, time_limit=290)
def sweep() -> int:
    """Scores anew what has changed and then been left alone for a moment; one process at a time."""
    with advisory_lock("matching.sweep") as mine:
        if not mine:
            return 0
        return sweep_changes(
            CONSUMER, topics=affected.TOPICS, handle=actions.rescore_changed, quiet=affected.QUIET
        )


@shared_task(name="matching.rescore_all", ignore_result=True)
def rescore_all() -> None:
    """Every night: ages, rates and closing dates move even when nobody touches a row."""
    actions.start_run()
    call_workers()


@shared_task(name="matching.resume", ignore_result=True)
def resume() -> None:
    """A run under way at which nobody works: its workers were killed, or the broker has lost the call."""
    run = Run.objects.running().first()
    if run is not None and not run.chunks.taken().exists():
        call_workers()


@shared_task(name=WORK, ignore_result=True, soft_time_limit=280, time_limit=290)
def work() -> None:
    if actions.work_on_run(seconds=SHIFT):
        jobs.wake(WORK)


def call_workers() -> None:
    for _worker in range(WORKERS):
        jobs.wake(WORK)


@shared_task(name="matching.tell_new_matches", ignore_result=True)
def tell_new_matches() -> int:
    with advisory_lock("matching.tell_new_matches") as mine:
        return actions.tell_new_matches() if mine else 0


@shared_task(name="matching.keep_briefs_moving", ignore_result=True)
def keep_briefs_moving() -> None:
    with advisory_lock("matching.keep_briefs_moving") as mine:
        if mine:
            brief_clock.keep_briefs_moving()


@shared_task(name="matching.wake", ignore_result=True)
def wake() -> int:
    """Asks again about what somebody put off until today."""
    with advisory_lock("matching.wake") as mine:
        return actions.wake() if mine else 0


@shared_task(name="matching.train", ignore_result=True, soft_time_limit=1800, time_limit=1900)
def train(user: int | None = None) -> str:
    """A new version of the weights, if there is enough to learn from. It waits for a person to put it to use."""
    with advisory_lock("matching.train") as mine:
        made = learning.train(by=User.objects.filter(pk=user).first()) if mine else None
    return made.version if made else ""


@shared_task(name="matching.record_exposure", ignore_result=True)
def record_exposure() -> int:
    with advisory_lock("matching.record_exposure") as mine:
        return exposing.record_exposure() if mine else 0
