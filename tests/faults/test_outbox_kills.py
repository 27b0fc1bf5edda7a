"""2,000 messages, and twenty times the whole worker group is killed without warning."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection

from investguangdong.core import clock
from investguangdong.core.embedded import socket_dir
from investguangdong.notifications.actions import message_id
from investguangdong.notifications.models import Message
from tests.faults.sink import Sink

MESSAGES, KILLS, SENDERS = 2000, 20, 4
BROKER = f"redis+socket://{socket_dir(settings.LOCAL_DIR)}/valkey.sock?virtual_host=7"


@pytest.fixture
def sink():
    with Sink() as sink:
        yield sink


def start_workers(sink: Sink) -> subprocess.Popen:
    """A worker group with its beat, in a process group of its own, on the test's database."""
    database = connection.settings_dict
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "CELERY_BROKER_URL": BROKER,
        "EMAIL_URL": sink.url,
    }
    command = [sys.executable, "-m", "celery", "-A", "investguangdong", "worker", "--loglevel=INFO", "--logfile=/tmp/celery-%i.log"]
    schedule = ["--beat", "--schedule", f"{settings.LOCAL_DIR}/faults-beat", f"--concurrency={SENDERS}"]
    return subprocess.Popen([*command, *schedule], env=environment, start_new_session=True)


def kill(workers: subprocess.Popen) -> None:
    os.killpg(workers.pid, signal.SIGKILL)
    workers.wait()


def ask_for_delivery() -> None:
    with Celery(broker=BROKER) as app:
        for _ in range(SENDERS):
            app.send_task("notifications.deliver")


def write_messages() -> None:
    Message.objects.bulk_create(
        Message(
            kind="generic",
            dedup_key=f"kill:{number}",
            message_id=message_id(f"kill:{number}"),
            recipient=f"reader{number}@example.com",
            language="en",
            context={"title": f"Fact {number}"},
        )
        for number in range(MESSAGES)
    )


def sent() -> int:
    return Message.objects.filter(state=Message.State.SENT).count()


def wait_until(reached, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not reached() and time.monotonic() < end:
        time.sleep(0.02)


def kill_at_random_moments(sink: Sink) -> int:
    """Each kill falls into the sending: some messages after the worker began, at a random moment."""
    kills = 0
    for _ in range(KILLS):
        workers = start_workers(sink)
        ask_for_delivery()
        begun = len(sink.taken)
        wait_until(lambda begun=begun: len(sink.taken) > begun + 10, 20)
        if len(sink.taken) == begun:
            from collections import Counter as C
            rows = list(Message.objects.exclude(state="sent").values_list("state","attempts","last_error","leased_until"))
            print(C((a,b,c,str(d)[:19]) for a,b,c,d in rows).most_common(12), clock.now())
            with connection.cursor() as c:
                c.execute("select pid,state,wait_event_type,wait_event,left(query,200),now()-state_change from pg_stat_activity where datname=current_database()")
                print(c.fetchall())
            kill(workers)
        assert len(sink.taken) > begun, "the worker sends nothing"
        time.sleep(random.uniform(0, 0.35))
        kills += len(sink.taken) < MESSAGES
        kill(workers)
    return kills


@pytest.mark.django_db(transaction=True)
def test_no_message_is_lost_and_hardly_one_doubled_by_twenty_kills(sink, capsys):
    write_messages()
    kills = kill_at_random_moments(sink)
    before = sent()
    workers = start_workers(sink)
    begun = clock.now()
    try:
        wait_until(lambda: sent() == MESSAGES, 150)
    finally:
        kill(workers)
    copies = Counter(identifier for identifier, _recipient in sink.taken)
    doubled = len(sink.taken) - len(copies)
    figures = {
        "kills_while_sending": kills,
        "sent_by_then": before,
        "seconds_for_the_rest": round((clock.now() - begun).total_seconds()),
        "lost": MESSAGES - len(copies),
        "doubled": doubled,
    }
    with capsys.disabled():
        sys.stdout.write(f"\n{json.dumps({'id': 'E1', 'n': MESSAGES, 'figures': figures})}\n")
    assert len(copies) == MESSAGES
    assert sent() == MESSAGES
    assert doubled <= 3
