"""Asking the worker to deliver. A hint only: when the broker is away, the sweep finds the rows."""

import logging
import time

from django.db import connection, transaction

from investguangdong.notifications import tasks

log = logging.getLogger(__name__)
PAUSE = 10  # seconds for which a broker that did not answer is left alone
_quiet_until = 0.0


def wake_on_commit() -> None:
    """Once a transaction, however many messages it wrote."""
    if not any(entry[1] is wake for entry in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Never raises, and never waits long: the act it follows is already committed."""
    global _quiet_until  # noqa: PLW0603
    if time.monotonic() < _quiet_until:
        return
    try:
        tasks.deliver.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001  whatever the broker's client raises
        _quiet_until = time.monotonic() + PAUSE
        log.warning("The broker did not take a wake-up (%s); the sweep will deliver.", type(error).__name__)
