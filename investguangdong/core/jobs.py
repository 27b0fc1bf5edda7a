"""Waking the workers. The row in the database is the truth; the broker is only told that it is there."""

import logging
import time

from celery import current_app
from django.db import connection, transaction

log = logging.getLogger(__name__)

PAUSE = 10  # seconds for which a broker that did not answer is left alone
_quiet_until = 0.0


def wake(task: str, *args) -> None:
    """Sends a task by name, once. Never raises and hardly waits: what it follows is already committed, and
    where the broker is away a sweep finds the row."""
    global _quiet_until  # noqa: PLW0603
    if time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(task, args=args, retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  whatever the broker's client raises
        _quiet_until = time.monotonic() + PAUSE
        log.warning("The broker is away (%s): %s waits for its sweep.", type(error).__name__, task)


def wake_on_commit(task: str, *args) -> None:
    """Once a transaction for the same task and arguments, however often it is asked for."""
    call = _Wake(task, args)
    if not any(entry[1] == call for entry in connection.run_on_commit):
        transaction.on_commit(call, robust=True)


class _Wake:
    def __init__(self, task: str, args: tuple):
        self.task, self.args = task, args

    def __call__(self):
        wake(self.task, *self.args)

    def __eq__(self, other):
        return isinstance(other, _Wake) and (self.task, self.args) == (other.task, other.args)

    def __hash__(self):
        return hash((self.task, self.args))
