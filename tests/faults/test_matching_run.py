"""The nightly run of the matching is killed at random points: it resumes and ends with the same table."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests import live

KILLS = 6
# Leases of a second, so that a chunk of a dead worker is free again before the test grows old.
WORK = """
from datetime import timedelta
from investguangdong.matching.actions import running
running.CHUNK, running.LEASE = 5, timedelta(seconds=1)
from django.core.management import call_command
call_command("score_matches")
"""
TABLE = """
import hashlib
from investguangdong.matching.models import Match, Run
columns = ("mandate__code", "project__code", "score", "standing", "signal_values", "gate_codes", "material",
           "is_current", "rank", "lifted_by", "state_investor")
rows = list(Match.objects.order_by("mandate_id", "project_id").values_list(*columns))
print(len(rows), hashlib.sha256(repr(rows).encode()).hexdigest(), Run.objects.running().count())
"""
CLEAR = """
from investguangdong.matching.models import Match, Run
Match.objects.filter(feedback=None).delete()
Run.objects.all().delete()
"""


@pytest.fixture
def working(variables):
    def start() -> subprocess.Popen:
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", WORK]
        return subprocess.Popen(
            command,
            cwd=live.ROOT,
            env=os.environ | variables,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    return start


def test_a_run_that_is_killed_again_and_again_ends_with_the_same_table(manage, working):
    manage("migrate", "--verbosity", "0")
    manage("load_reference", "--verbosity", "0")
    manage("seed_sample", "--projects", "150", "--investors", "60")
    shell = ("shell", "--verbosity", "0", "-c")

    manage(*shell, CLEAR)
    assert working().wait(timeout=120) == 0
    undisturbed = manage(*shell, TABLE)
    assert int(undisturbed.split()[0]) > 500

    manage(*shell, CLEAR)
    dice = random.Random(7)  # noqa: S311
    for _kill in range(KILLS):
        worker = working()
        time.sleep(dice.uniform(1.0, 3.0))
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert [worker.wait(timeout=120) for worker in (working(), working())] == [0, 0]
    assert manage(*shell, TABLE) == undisturbed
