"""Doors for Celery."""

from celery import shared_task

from investguangdong.core.locks import advisory_lock
from investguangdong.insights import actions


@shared_task(name="insights.tell_of_lapsing_policies", ignore_result=True)
def tell_of_lapsing_policies() -> int:
    with advisory_lock("insights.tell_of_lapsing_policies") as mine:
        return actions.tell_of_lapsing_policies() if mine else 0
