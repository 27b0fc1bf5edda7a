"""Doors for Celery."""

from celery import shared_task

from investguangdong.core.locks import advisory_lock
from investguangdong.investors.check_actions import keep_checks as keep


@shared_task(name="investors.keep_checks")
def keep_checks():
    with advisory_lock("investors.keep_checks") as mine:
        if mine:
            keep()
