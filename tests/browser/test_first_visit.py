"""What a first visit costs and whether everybody can use it."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text() + ";0"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIMIT = 100_000  # bytes over the wire
FILES = 5  # the page itself, one style sheet, two fonts, one script


@pytest.fixture(scope="session")
def addresses(browser, site) -> dict[str, str]:
    """Home, list and the first listing on it."""
    page = browser.new_page()
    page.goto(f"{site}/en/projects/")
    first = page.locator("[data-project] a").first.get_attribute("href")
    page.close()
    return {"home": "/en/", "list": "/en/projects/", "listing": first}


@pytest.mark.parametrize("name", ["home", "list", "listing"])
def test_first_visit_is_light_and_stays_on_the_site(open_context, addresses, site, name):
    page = open_context().new_page()
    weight, foreign, complaints = [], [], []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    page.on(
        "request", lambda request: foreign.append(request.url) if not is_ours(request.url, site) else None
    )
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(addresses[name], wait_until="networkidle")
    assert foreign == []
    assert complaints == []
    assert sum(weight) < LIMIT
    assert sum(size > 0 for size in weight) <= FILES  # pictures inside the style sheet come with nothing


def is_ours(url: str, site: str) -> bool:
    return url.startswith(("data:", "blob:")) or urlsplit(url).netloc == urlsplit(site).netloc


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["home", "list", "listing"])
def test_axe_finds_nothing(open_context, addresses, name, dark, width):
    page = open_context(dark=dark, width=width).new_page()
    page.goto(addresses[name])
    page.evaluate(AXE)
    answer = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    found = [(v["id"], len(v["nodes"]), v["nodes"][0]["html"][:160]) for v in answer["violations"]]
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["home", "list", "listing"])
@pytest.mark.parametrize("language", ["en", "zh-hans", "pt"])
def test_no_page_scrolls_sideways(open_context, addresses, name, width, language):
    page = open_context(width=width).new_page()
    page.goto(addresses[name].replace("/en/", f"/{language}/", 1))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1


def test_the_main_way_works_without_javascript(open_context):
    page = open_context(javascript=False).new_page()
    page.goto("/")
    assert urlsplit(page.url).path == "/en/"
    page.goto("/en/projects/?q=battery")
    total = int(page.locator("[data-total]").first.get_attribute("data-total"))
    assert total == 0 or page.locator("[data-project]").count() > 0
    page.goto("/en/projects/")
    page.locator("[data-project] a").first.click()
    assert page.locator("h1").count() == 1
    ask = page.locator("a[href$='/ask/']:visible").first
    ask.click()
    assert page.locator("textarea[name=question]").count() == 1


def test_a_filter_changes_the_list_in_place_and_the_way_back_brings_it_again(open_context):
    page = open_context().new_page()
    loads = []
    page.on("load", lambda: loads.append(page.url))
    page.goto("/en/projects/")
    status = page.locator("[role=status][data-total]")
    whole = status.get_attribute("data-total")
    box = page.locator("input[name=city]").first
    box.check()
    page.wait_for_url("**/en/projects/?city=*")
    page.wait_for_function("n => document.querySelector('[data-total]').dataset.total !== n", arg=whole)
    assert page.locator("input[name=city]:checked").count() == 1
    assert page.evaluate("document.activeElement.name") == "city"
    page.go_back()
    page.wait_for_function("n => document.querySelector('[data-total]').dataset.total === n", arg=whole)
    assert len(loads) == 1
