"""2,000 messages while the worker is killed twenty times: none lost, hardly any twice, and those recognisable."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from celery import Celery

from tests import live

MESSAGES, KILLS, DUPLICATES = 2000, 20, 3
WRITE = f"""
from django.db import transaction
from investguangdong.notifications.actions import notify
with transaction.atomic():
    for number in range({MESSAGES}):
        notify("generic", to=f"reader{{number}}@example.com", version=str(number), language="en",
               context={{"title": f"Fact {{number}}"}})
"""
STATES = """
from collections import Counter
from investguangdong.notifications.models import Message
print(Counter(Message.objects.values_list("state", flat=True)))
"""


@pytest.fixture
def worker(variables):
    """Starts and kills a worker with its pool: `worker.start()`, `worker.kill()`."""

    class Worker:
        process = None

        def start(self):
            # One process a worker: twenty starts share two cores with everything else.
            command = [*(sys.executable, "-m", "celery", "-q", "-A", "investguangdong.celery", "worker")]
            command += ["--pool", "solo", "--loglevel", "ERROR", "--without-gossip", "--without-mingle"]
            self.process = subprocess.Popen(
                command, cwd=live.ROOT, env=os.environ | variables, start_new_session=True
            )
            # What the beat beside it says every ten seconds; said at once, so that no kill costs a wait for it.
            self.wake()

        @staticmethod
        def wake():
            with Celery(broker=variables["CELERY_BROKER_URL"]) as app:
                app.send_task("notifications.sweep", ignore_result=True)

        def kill(self):
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    one = Worker()
    yield one
    if one.process.poll() is None:
        one.kill()


@pytest.fixture
def beat(variables):
    """Goes on while workers are killed: what a dead one had claimed is swept up when its lease is over."""
    command = [
        *(sys.executable, "-m", "celery", "-q", "-A", "investguangdong.celery", "beat"),
        "--pidfile",
        "",
    ]
    # In memory: the file of a beat that was killed is not always free when the next one starts.
    command += ["--scheduler", "celery.beat:Scheduler", "--loglevel", "ERROR"]
    process = subprocess.Popen(command, cwd=live.ROOT, env=os.environ | variables)
    yield
    process.kill()
    process.wait()


def wait_for_letters(mail: live.Mailbox, number: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while len({letter["Message-ID"] for letter in mail.letters}) < number:
        assert time.monotonic() < end, f"{len(mail.letters)} of {number} after {seconds} s"
        time.sleep(0.01)


def test_no_message_is_lost_when_the_worker_is_killed_again_and_again(manage, mail, worker, request):
    manage("migrate", "--verbosity", "0")
    manage("shell", "--verbosity", "0", "-c", WRITE)
    request.getfixturevalue("beat")
    worker.start()
    for number in range(1, KILLS + 1):
        wait_for_letters(mail, number * MESSAGES // (KILLS + 1), seconds=90)
        worker.kill()
        worker.start()
    wait_for_letters(mail, MESSAGES, seconds=240)
    times = Counter(letter["Message-ID"] for letter in mail.letters)
    readers = {letter["To"] for letter in mail.letters}
    assert len(readers) == len(times) == MESSAGES
    assert sum(times.values()) - MESSAGES <= DUPLICATES
    time.sleep(1)
    assert manage("shell", "--verbosity", "0", "-c", STATES) == f"Counter({{'sent': {MESSAGES}}})"
