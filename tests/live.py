"""The site in processes of its own, for tests that look at it from outside: a supervisor with web, worker and
beat, a database and broker apart from the developer's, and a mail server that keeps what it gets."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

from investguangdong.core.embedded import lifecycle, socket_dir

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "guangdong-sample"
START_PATIENCE = 240  # seconds, with the sample made from nothing on a busy machine


class Mailbox:
    """What the mail server was given, oldest first."""

    def __init__(self):
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"

    def wait_for(self, address: str, *, having: str = "", seconds: float = 45) -> EmailMessage:
        """The newest letter to an address whose subject or body holds the words."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for letter in reversed(self.letters):
                if address in letter["To"] and having in f"{letter['Subject']}\n{text_of(letter)}":
                    return letter
            time.sleep(0.2)
        subjects = [(letter["To"], letter["Subject"]) for letter in self.letters]
        raise AssertionError(f"No letter to {address} with {having!r}; there are {subjects}")


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield box, server.port
    finally:
        server.stop()


@contextmanager
def servers(local_dir: Path) -> Iterator[dict[str, str]]:
    """A PostgreSQL and a Valkey of their own; yields the environment that leads to them."""
    sockets = socket_dir(local_dir)
    own = lifecycle.Postgres(local_dir, sockets), lifecycle.Valkey(local_dir, sockets)
    lifecycle.own_folder(sockets)
    local_dir.mkdir(parents=True, exist_ok=True)
    for server in own:
        server.start()
    try:
        yield {
            "DATABASE_URL": f"postgresql://postgres@/investguangdong?host={sockets}",
            "CELERY_BROKER_URL": f"redis+socket://{sockets}/valkey.sock?virtual_host=0",
            "CACHE_URL": f"unix://{sockets}/valkey.sock?db=1",
            "MEDIA_ROOT": str(local_dir / "media"),
        }
    finally:
        for server in own:
            server.stop()


@contextmanager
def supervised(variables: dict[str, str], log: Path) -> Iterator[str]:
    """The whole site as `make run` starts it; yields its address. Must end by itself when told to."""
    port = free_port()
    address = f"http://localhost:{port}"
    variables = {"PORT": str(port), "HOST": "127.0.0.1", "SITE_URL": address, "DEMO": "1"} | variables
    with log.open("w") as stream:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "investguangdong.run"],
            cwd=ROOT,
            env=os.environ | variables,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
        )
    try:
        _wait_until_ready(f"{address}/readyz", supervisor, log)
        yield address
    finally:
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(timeout=60) == 0, log.read_text()[-2000:]


def _wait_until_ready(address: str, supervisor: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START_PATIENCE
    while time.monotonic() < end:
        assert supervisor.poll() is None, log.read_text()[-4000:]
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(log.read_text()[-4000:])
