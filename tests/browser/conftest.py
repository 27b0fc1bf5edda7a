"""The whole site as people meet it: its own database, web, worker and beat under the supervisor, a mail server
that keeps what it gets, and Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from investguangdong.core.embedded import socket_dir
from investguangdong.core.embedded.postgres import run_tool

ROOT = Path(__file__).resolve().parents[2]
LOG = settings.LOCAL_DIR / "browser.log"
DATABASE = "investguangdong_browser"
PASSWORD = "guangdong-sample"
CHROMIUM = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
START_PATIENCE = 240  # seconds, with the sample made from nothing on a busy machine


@pytest.fixture(autouse=True)
def _quick_settings():
    """The site runs in processes of its own: nothing here changes its settings."""


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


@pytest.fixture(scope="session")
def mailbox():
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    box.port = server.port
    yield box
    server.stop()


@pytest.fixture(scope="session")
def site(mailbox, tmp_path_factory) -> str:
    """The address of a running site with the sample in a fresh database."""
    sockets, port = socket_dir(settings.LOCAL_DIR), free_port()
    sql = ("psql", "-h", sockets, "-U", "postgres", "-d", "postgres", "-qX", "-c")
    run_tool(*sql, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    run_tool(*sql, f"CREATE DATABASE {DATABASE}")
    variables = {
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "SITE_URL": f"http://localhost:{port}",
        "DATABASE_URL": f"postgresql://postgres@/{DATABASE}?host={sockets}",
        "CELERY_BROKER_URL": f"redis+socket://{sockets}/valkey.sock?virtual_host=8",
        "CACHE_URL": f"unix://{sockets}/valkey.sock?db=9",
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
    }
    with LOG.open("w") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "investguangdong.run"],
            cwd=ROOT,
            env=os.environ | variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        wait_until_ready(f"http://localhost:{port}/readyz", supervisor)
        yield f"http://localhost:{port}"
    finally:
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(timeout=60) == 0, LOG.read_text()[-2000:]


def wait_until_ready(address: str, supervisor: subprocess.Popen) -> None:
    end = time.monotonic() + START_PATIENCE
    while time.monotonic() < end:
        assert supervisor.poll() is None, LOG.read_text()[-4000:]
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(LOG.read_text()[-4000:])


@pytest.fixture(scope="session")
def browser() -> Browser:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "These tests want Chromium: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def open_context(browser, site):
    """Opens a browser of its own for a person: `open_context(dark=True, javascript=False, width=390)`."""
    opened: list[BrowserContext] = []

    def open_one(*, dark=False, javascript=True, width=1280) -> BrowserContext:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="en-GB",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def sign_in(open_context):
    """A page of somebody signed in: `sign_in("investor@example.com")`."""

    def sign_in(email: str, **options) -> Page:
        page = open_context(**options).new_page()
        page.goto("/accounts/login/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main form button[type=submit], main form [type=submit]").first.click()
        page.wait_for_load_state()
        assert "/accounts/login/" not in page.url, page.locator("main").inner_text()
        return page

    return sign_in
