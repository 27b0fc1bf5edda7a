"""Doors for Celery. One process at a time does each; the next run finds what one that died has left."""

from celery import shared_task

from investguangdong.core.locks import advisory_lock
from investguangdong.projects.actions import freshness, importing, telling, writing


@shared_task(name=writing.TELL, ignore_result=True)
def tell() -> int:
    """Reads what changed and writes the letters that are due: woken on commit, and by the clock."""
    with advisory_lock(writing.TELL) as mine:
        if not mine:
            return 0
        telling.note_changes()
        return telling.tell_followers() + telling.tell_searches()


@shared_task(name="projects.keep_fresh", ignore_result=True)
def keep_fresh() -> int:
    """Every minute: dates pass at midnight of Guangdong, and officers are told in working hours or soon after."""
    with advisory_lock("projects.keep_fresh") as mine:
        if not mine:
            return 0
        return freshness.lapse_expired() + freshness.close_applications() + freshness.remind_officers()


@shared_task(name=importing.TASK, ignore_result=True, soft_time_limit=240, time_limit=270)
def take_over_imports() -> int:
    """Long tables of listings: woken on commit, and by the clock."""
    with advisory_lock(importing.TASK) as mine:
        return importing.run_started_imports() if mine else 0
