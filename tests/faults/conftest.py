"""Servers of their own, which these tests may kill."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests import live


@pytest.fixture(autouse=True)
def _quick_settings():
    """The site runs in processes of its own: nothing here changes its settings."""


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    with live.mail_server() as (mailbox, port):
        mailbox.port = port
        yield mailbox


@pytest.fixture(scope="module")
def variables(tmp_path_factory, mail) -> dict[str, str]:
    """The environment that leads to servers of this test file alone."""
    with live.servers(tmp_path_factory.mktemp("faults") / "local") as found:
        yield found | {"EMAIL_URL": f"smtp://127.0.0.1:{mail.port}", "DEMO": "1"}


@pytest.fixture(scope="module")
def manage(variables):
    """Runs a command of manage.py on those servers and returns what it said."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=live.ROOT, env=os.environ | variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip()

    return run


@pytest.fixture(scope="module")
def site(variables) -> str:
    with live.supervised(variables, settings.LOCAL_DIR / "faults.log") as address:
        yield address
