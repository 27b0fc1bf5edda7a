"""A listing that was moved, withdrawn or has run out is gone (or at its new place) everywhere within a minute.

Everything that keeps answers is on, each page has been asked before, the clocks of the site and of its caches go
on by one minute, and the jobs run as the beat runs them."""

import csv
import io
import json
import re
import time
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from investguangdong.core import clock
from investguangdong.matching import affected
from investguangdong.matching import tasks as matching
from investguangdong.projects import actions
from investguangdong.projects import tasks as listings
from investguangdong.projects.models import Project
from tests.factories import matching as mandates
from tests.factories import places, projects

# Half a minute before midnight in Guangdong.
BEFORE = datetime(2026, 11, 28, 23, 59, 30, tzinfo=clock.BUSINESS_ZONE)
WORD = "Quokkasaltworks"
CITIES = ("guangzhou", "shenzhen")


@pytest.fixture
def clocks(monkeypatch):
    """`clocks(60)` sets the clock of the site and that of its caches a minute on."""
    real, started = time.time, time.time()

    def go(seconds: float):
        monkeypatch.setattr(timezone, "now", lambda: BEFORE + timedelta(seconds=seconds))
        monkeypatch.setattr(time, "time", lambda: started + seconds + (real() - started) * 1e-6)

    go(0)
    return go


@pytest.fixture
def caches(settings):
    settings.KEEP_SECONDS = 60
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def listing(clocks, caches, officer, shenzhen) -> Project:
    """In Guangzhou, among others so that no page is empty, shown until today."""
    guangzhou = places.city("guangzhou")
    for city in (guangzhou, shenzhen):
        projects.project(officer=officer, city=city)
    return projects.project(
        officer=officer,
        city=guangzhou,
        title_en=f"{WORD} battery plant",
        verified_on=clock.today() - timedelta(days=60),
        expires_on=clock.today(),
    )


class Channels:
    """Where a stranger or an investor meets the listing, as sets of the codes or places that are shown."""

    def __init__(self, listing: Project, investor):
        self.code = listing.code
        self.stranger = Client()
        self.person = Client()
        self.person.force_login(investor)

    def marked(self, address: str, client: Client | None = None) -> bool:
        page = (client or self.stranger).get(address).content.decode()
        return f'data-project="{self.code}"' in page

    def linked(self, address: str) -> bool:
        return f"/projects/{self.code}/" in self.stranger.get(address).content.decode()

    def in_lists(self) -> dict[str, bool]:
        """One answer a channel: is the listing in it."""
        return {
            "list": self.marked("/en/projects/"),
            "table": self.marked("/en/projects/?view=table"),
            "map": self.marked("/en/projects/?view=map"),
            "words": self.marked(f"/en/projects/?q={WORD}"),
            "words in Chinese": self.marked(f"/zh-hant/projects/?q={quote('電池')}"),
            "search": self.linked(f"/en/search/?q={WORD}"),
            "home": self.linked("/en/"),
            "json": self.code in self.stranger.get("/en/projects.json").content.decode(),
            "csv": self.in_table("/en/projects.csv"),
            "atom": self.code in self.stranger.get("/en/projects.atom").content.decode(),
            "sitemap": self.in_sitemap(),
            "matches": self.marked("/en/desk/matches/", self.person),
        }

    def in_table(self, address: str) -> bool:
        body = b"".join(self.stranger.get(address).streaming_content).decode()
        return self.code in {row["code"] for row in csv.DictReader(io.StringIO(body.removeprefix("\ufeff")))}

    def in_sitemap(self) -> bool:
        files = re.findall(r"/sitemap-projects-\d+\.xml", self.stranger.get("/sitemap.xml").text)
        return any(self.code in self.stranger.get(file).text for file in files)

    def in_city(self, city: str) -> dict[str, bool]:
        return {
            "list": self.marked(f"/en/projects/?city={city}"),
            "map": self.marked(f"/en/projects/?city={city}&view=map"),
            "city page": self.linked(f"/en/cities/{city}/"),
            "json": self.code in self.stranger.get(f"/en/projects.json?city={city}").content.decode(),
            "csv": self.in_table(f"/en/projects.csv?city={city}"),
            "atom": self.code in self.stranger.get(f"/en/projects.atom?city={city}").content.decode(),
        }

    def totals(self) -> dict[str, int]:
        """The count on the page, and the number beside each city among the filters."""
        page = self.stranger.get("/en/projects/").content.decode()
        beside = r'name="city" value="([\w-]+)"[^>]*><span>[^<]*</span><span class="ct">(\d+)<'
        cities = dict(re.findall(beside, page))
        total = int(re.search(r'data-total="(\d+)"', page)[1])
        return {"all": total} | {city: int(cities.get(city, 0)) for city in CITIES}

    def labels(self) -> list[str]:
        """What compare, the shortlist and the listing itself say of it, one text each."""
        pages = (
            self.stranger.get(f"/en/compare/?p={self.code}"),
            self.person.get("/en/shortlist/"),
            self.stranger.get(f"/en/projects/{self.code}/"),
        )
        return [page.content.decode() for page in pages]


@pytest.fixture
def channels(listing, investor, lusitano, monkeypatch) -> Channels:
    monkeypatch.setattr(
        affected, "QUIET", timedelta()
    )  # changes are left alone for a moment before they count
    mandates.mandate(lusitano)
    matching.sweep()
    actions.save_for(investor, listing)
    found = Channels(listing, investor)
    # Asked twice, so that whatever is kept is kept now.
    for _time in range(2):
        assert {name for name, is_in in found.in_lists().items() if not is_in} == set()
        assert set(found.in_city("guangzhou").values()) == {True}
        assert set(found.in_city("shenzhen").values()) == {False}
        assert found.totals() == {"all": 3, "guangzhou": 2, "shenzhen": 1}
    found.labels()
    return found


def a_minute_later(clocks) -> None:
    clocks(60)
    listings.keep_fresh()
    listings.tell()
    matching.sweep()


def nowhere(names) -> dict[str, bool]:
    return dict.fromkeys(names, False)


def test_a_listing_that_moved_to_shenzhen_is_there_and_no_longer_in_guangzhou(
    channels, listing, clocks, officer, shenzhen, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        changes = {"city": shenzhen, "expires_on": clock.today() + timedelta(days=20)}
        actions.change_project(listing, by=officer, changes=changes)
    a_minute_later(clocks)
    assert set(channels.in_city("guangzhou").values()) == {False}
    assert set(channels.in_city("shenzhen").values()) == {True}
    assert {name for name, is_in in channels.in_lists().items() if not is_in} == set()
    assert channels.totals() == {"all": 3, "guangzhou": 1, "shenzhen": 2}
    row = json.loads(channels.stranger.get("/en/projects.json?city=shenzhen").content)["projects"]
    assert {one["city"] for one in row} == {"shenzhen"}
    assert all("Guangzhou" not in facts_of(label, listing) for label in channels.labels()[:2])


def facts_of(page: str, listing: Project) -> str:
    """The part of a page between the listing's mark and the end of the main part."""
    return page[page.index(f'data-project="{listing.code}"') : page.index("</main>")]


@pytest.mark.parametrize(
    ("act", "label"),
    [
        (lambda project, by: actions.pause_project(project, by=by, reason="Survey"), "Paused"),
        (lambda project, by: actions.close_project(project, by=by, outcome="withdrawn"), "Closed"),
    ],
    ids=["paused", "closed"],
)
def test_a_listing_that_was_withdrawn_is_nowhere_and_says_so(
    channels, listing, clocks, officer, act, label, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        act(listing, officer)
    a_minute_later(clocks)
    assert channels.in_lists() == nowhere(channels.in_lists())
    assert set(channels.in_city("guangzhou").values()) == {False}
    assert channels.totals() == {"all": 2, "guangzhou": 1, "shenzhen": 1}
    assert all(label in text for text in channels.labels())


def test_a_listing_that_ran_out_at_midnight_is_nowhere_half_a_minute_after(channels, clocks):
    """Nobody did anything: the day ended."""
    a_minute_later(clocks)
    assert channels.in_lists() == nowhere(channels.in_lists())
    assert set(channels.in_city("guangzhou").values()) == {False}
    assert channels.totals() == {"all": 2, "guangzhou": 1, "shenzhen": 1}
    assert all("Paused" in text or "ran out" in text for text in channels.labels())


def test_a_withdrawal_shows_at_once_where_the_act_itself_renews_what_is_kept(
    channels, listing, officer, django_capture_on_commit_callbacks
):
    """The minute is the limit; the list of listings does not need it."""
    with django_capture_on_commit_callbacks(execute=True):
        actions.pause_project(listing, by=officer, reason="Survey")
    assert not channels.marked("/en/projects/?city=guangzhou")
    assert not channels.in_sitemap()
