"""Doors for Celery."""

from celery import shared_task

from investguangdong.core.locks import advisory_lock
from investguangdong.investors import reminding
from investguangdong.investors.check_actions import keep_checks as keep


@shared_task(name="investors.keep_checks")
def keep_checks():
    with advisory_lock("investors.keep_checks") as mine:
        if mine:
            keep()


@shared_task(name="investors.remind_unconfirmed", ignore_result=True, soft_time_limit=1500, time_limit=1600)
def remind_unconfirmed() -> int:
    """Asks whether mandates are still right, and pauses those that nobody confirms."""
    with advisory_lock("investors.remind_unconfirmed") as mine:
        return reminding.remind_unconfirmed() if mine else 0
