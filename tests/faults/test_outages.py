"""Something the site leans on goes away while people use it."""

import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from django.conf import settings

from investguangdong.core.embedded.postgres import Postgres
from investguangdong.core.embedded.valkey import Valkey
from tests import live


class Visitor:
    """Keeps cookies, sends forms as a browser does, and takes every answer."""

    def __init__(self, site: str):
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.site, self.opener = site, urllib.request.build_opener(jar)

    def get(self, address: str, data: bytes | None = None):
        request = urllib.request.Request(self.site + address, data, {"Origin": self.site})  # noqa: S310
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.headers, answer.read().decode()

    def send(self, address: str, **fields: str) -> int:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(address)[2])[1]
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self.get(address, body)[0]


@pytest.fixture(scope="module")
def local_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("outages") / "local"


@pytest.fixture(scope="module")
def site(local_dir):
    """Its mail server is a port where nobody listens."""
    with live.servers(local_dir) as variables:
        variables["EMAIL_URL"] = f"smtp://127.0.0.1:{live.free_port()}"
        with live.supervised(variables, settings.LOCAL_DIR / "outages.log") as address:
            yield address


@pytest.fixture
def visitor(site) -> Visitor:
    return Visitor(site)


def everyday_acts(visitor: Visitor, mark: str) -> dict[str, int]:
    """Reading, and the four forms that send mail."""
    question = "Is the wharf open to vessels of other companies?"
    asked = {"name": "Sofia Reis", "email": f"{mark}@example.net", "language": "en", "question": question}
    return {
        "home": visitor.get("/en/")[0],
        "list": visitor.get("/en/projects/")[0],
        "sign in": visitor.send("/accounts/login/", login=f"{mark}@example.net", password="not-the-password"),
        "sign up": visitor.send(
            "/accounts/signup/",
            email=f"{mark}-new@example.net",
            password1="correct-horse-battery",
            name="Ana",
        ),
        "reset": visitor.send("/accounts/password/reset/", email="investor@example.com"),
        "ask": visitor.send("/en/ask/", **asked),
    }


def test_mail_server_away_is_nobodys_fault(visitor):
    assert set(everyday_acts(visitor, "nomail").values()) == {200}


def test_cache_and_broker_away_is_nobodys_fault(visitor, local_dir):
    valkey = Valkey(local_dir, live.socket_dir(local_dir))
    valkey.stop()
    try:
        answers = everyday_acts(visitor, "nocache")
        guesses = [
            visitor.send("/accounts/login/", login="rival@example.com", password="not-the-password")
            for _attempt in range(8)
        ]
    finally:
        valkey.start()
    assert set(answers.values()) == {200}
    assert max(guesses) < 500


def test_database_away_is_said_in_the_readers_language_and_heals_by_itself(visitor, local_dir):
    postgres = Postgres(local_dir, live.socket_dir(local_dir))
    postgres.stop("immediate")
    try:
        status, headers, page = visitor.get("/pt/projects/")
        alive = visitor.get("/healthz")[0]
        ready = visitor.get("/readyz")[0]
    finally:
        postgres.start()
    assert (status, headers["Retry-After"], headers["Content-Language"]) == (503, "10", "pt")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.count("<h1") == 1
    assert (alive, ready) == (200, 503)
    end = time.monotonic() + 20
    while visitor.get("/en/projects/")[0] != 200:
        assert time.monotonic() < end, "the site did not recover"
        time.sleep(0.2)
