"""The whole site as people meet it, and Chromium."""

import shutil

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import live

CHROMIUM = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]


@pytest.fixture(autouse=True)
def _quick_settings():
    """The site runs in processes of its own: nothing here changes its settings."""


@pytest.fixture(scope="session")
def _site_and_mailbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    with live.mail_server() as (mailbox, port), live.servers(folder / "local") as variables:
        variables["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
        with live.supervised(variables, settings.LOCAL_DIR / "browser.log") as address:
            yield address, mailbox


@pytest.fixture(scope="session")
def site(_site_and_mailbox) -> str:
    """The address of a running site with the sample in a fresh database."""
    return _site_and_mailbox[0]


@pytest.fixture(scope="session")
def mailbox(_site_and_mailbox) -> live.Mailbox:
    return _site_and_mailbox[1]


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
        page.fill("input[name=password]", live.PASSWORD)
        page.locator("main form button[type=submit], main form [type=submit]").first.click()
        page.wait_for_load_state()
        assert "/accounts/login/" not in page.url, page.locator("main").inner_text()
        return page

    return sign_in
