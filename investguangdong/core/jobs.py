"""Waking the workers. The row in the database is the truth; the broker is only told that it is there."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def wake(task: str, *args) -> None:
    """Sends a task by name, without retries. A broker that is away never breaks the caller: a sweep finds the row."""
    try:
        current_app.send_task(task, args=args, retry=False, ignore_result=True)
    except (OperationalError, OSError):
        log.warning("broker away: %s waits for its sweep", task)


def wake_on_commit(task: str, *args) -> None:
    transaction.on_commit(lambda: wake(task, *args), robust=True)
