"""Handing messages over, so that a process may be killed at any moment.

A message is claimed under a lease, rendered, sent and marked in a transaction of its own; then the next is
claimed. A worker killed in between leaves a lease that runs out. What a mail server took and we did
not note is sent once more with the same Message-ID (`at_least_once`), or left to an officer (`at_most_once`).
"""

import logging
import random
import time
import uuid
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from investguangdong.core import clock
from investguangdong.core.locks import advisory_lock
from investguangdong.notifications.courier import Courier, Refused, Unreachable
from investguangdong.notifications.models import Message, Preference
from investguangdong.notifications.rendering import Letter, render

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
SHIFT = 25  # seconds one task goes on claiming, well under the task's time limit
FIRST_PAUSE, LONGEST_PAUSE, OUTAGE_PAUSE = 30, 3600, 60
GIVE_UP_AFTER = timedelta(hours=24)
POISON_AFTER = 5

State = Message.State

CLAIM = """
UPDATE notifications_message SET lease = %(lease)s, leased_until = %(until)s, attempts = attempts + 1
WHERE id = (
    SELECT id FROM notifications_message
    WHERE state = 'queued' AND not_before <= %(now)s AND (leased_until IS NULL OR leased_until < %(now)s)
    ORDER BY priority, id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING *
"""
MARK_SENT = """
UPDATE notifications_message SET state = 'sent', sent_at = %s, subject = %s, url = %s, prepared = NULL,
    lease = NULL, leased_until = NULL, last_error = ''
WHERE id = %s AND lease = %s
"""
PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = '120s'"


def drain(shift: float = SHIFT) -> int:
    """Delivers what is due until nothing is left or the shift is over; returns how many were settled. Few
    deliver at a time (`MAIL_SENDERS`): a kill can double one message a sender."""
    ends = time.monotonic() + shift
    settled = 0
    while time.monotonic() < ends:
        with _seat() as seated:
            done = _work_off(ends) if seated else 0
        settled += done
        # What was written while we ended found all seats taken: it is ours still.
        if not done or not Message.objects.due().exists():
            break
    return settled


@contextmanager
def _seat():
    """Yields whether one of the seats was free."""
    with ExitStack() as stack:
        names = (f"notifications.sender.{number}" for number in range(settings.MAIL_SENDERS))
        yield any(stack.enter_context(advisory_lock(name)) for name in names)


def _work_off(ends: float) -> int:
    settled = 0
    with _quick_commits(), Courier() as courier:
        while time.monotonic() < ends and (message := claim()):
            begun = time.monotonic()
            try:
                deliver(message, courier)
            except Unreachable as error:
                log.warning("The mail server cannot be reached: %s", error)
                return 0
            settled += 1
            _pause(begun)
    return settled


def _pause(begun: float) -> None:
    """Keeps to `MAIL_PER_SECOND`. What a server takes from us in the moments around a kill goes out twice, so
    the share of time spent handing over is kept small."""
    if settings.MAIL_PER_SECOND:
        time.sleep(max(0.0, begun + 1 / settings.MAIL_PER_SECOND - time.monotonic()))


def claim() -> Message | None:
    now = clock.now()
    values = {"lease": uuid.uuid4(), "until": now + LEASE, "now": now}
    return next(iter(Message.objects.raw(CLAIM, values)), None)


def deliver(message: Message, courier: Courier) -> None:
    """Settles one claimed message. Raises `Unreachable` after putting it back when there is no server."""
    try:
        letter = render(message)
    except Exception as error:  # noqa: BLE001  one bad row must not stop the others
        log.exception("Message %s cannot be written", message.pk)
        return _put_back_poison(message, error)
    if letter is None:
        return _settle(message, state=State.DROPPED, in_inbox=False)
    if not Preference.objects.wants_mail(message):
        return _settle(message, state=State.MUTED, subject=letter.subject, url=letter.url)
    return _hand_over(message, letter, courier)


def settle_abandoned() -> int:
    """Messages whose worker died while handing them over under `at_most_once`: nobody knows, so a person
    decides."""
    lost = Message.objects.filter(state=State.HANDING, leased_until__lt=clock.now())
    return lost.update(state=State.UNCLEAR, lease=None, leased_until=None)


def _hand_over(message: Message, letter: Letter, courier: Courier) -> None:
    if message.is_at_most_once and not _begin_handing(message):
        return
    try:
        _send_and_mark(message, letter, courier)
    except Refused as error:
        _put_back_or_fail(message, error)
    except Unreachable as error:
        if message.is_at_most_once and error.may_have_arrived:
            _settle(message, state=State.UNCLEAR, last_error=str(error)[:500])
        else:
            _put_back(message, error, longest=OUTAGE_PAUSE)
        raise


@transaction.atomic
def _send_and_mark(message: Message, letter: Letter, courier: Courier) -> None:
    """The mark is written before the sending and committed right after the server's yes: only the word
    COMMIT lies in the window in which a kill costs a repeat. Whoever lost the lease sends nothing."""
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)
        cursor.execute(MARK_SENT, [clock.now(), letter.subject, letter.url[:500], message.pk, message.lease])
        still_mine = cursor.rowcount == 1
    if still_mine:
        courier.send(message, letter)


@transaction.atomic
def _begin_handing(message: Message) -> bool:
    """On disk before the first byte leaves, even if the database should crash."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
    mine = Message.objects.filter(pk=message.pk, lease=message.lease, state=State.QUEUED)
    return mine.update(state=State.HANDING) == 1


def _put_back_or_fail(message: Message, error: Refused) -> None:
    if error.for_good:
        log.error("Message %s was refused for good: %s", message.pk, error)
        _settle(message, state=State.FAILED, last_error=str(error)[:500])
    else:
        _put_back(message, error)


def _put_back_poison(message: Message, error: Exception) -> None:
    if message.attempts >= POISON_AFTER:
        _settle(message, state=State.FAILED, last_error=repr(error)[:500])
    else:
        _put_back(message, error)


def _put_back(message: Message, error: Exception, *, longest: int = LONGEST_PAUSE) -> None:
    now = clock.now()
    if now - message.created_at > GIVE_UP_AFTER:
        log.error("Message %s is given up after a day: %s", message.pk, error)
        return _settle(message, state=State.FAILED, last_error=str(error)[:500])
    pause = min(FIRST_PAUSE * 2 ** min(message.attempts - 1, 10), longest) * random.uniform(0.8, 1.2)  # noqa: S311
    return _settle(
        message,
        state=State.QUEUED,
        not_before=now + timedelta(seconds=pause),
        last_error=str(error)[:500],
    )


def _settle(message: Message, **values) -> None:
    Message.objects.filter(pk=message.pk, lease=message.lease).update(lease=None, leased_until=None, **values)


class _quick_commits:
    """Commits that do not wait for the disk: losing a mark in a crash of the database costs a repeat with
    the same Message-ID, while waiting for the disk would widen the window in which a kill costs one."""

    def __enter__(self):
        self._set("off")

    def __exit__(self, *_error):
        if not connection.needs_rollback:
            self._set("on")

    def _set(self, value: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('synchronous_commit', %s, false)", [value])
