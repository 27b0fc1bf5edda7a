"""The main job, by hand and by mail: a stranger finds a listing and asks, confirms by mail, the officer of that
city answers in the back office, the answer comes by mail and stands on the page of the case."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.live import text_of

ASKER = "sofia.reis@example.net"
QUESTION = "How much of the plot can be built on before the substation is ready?"
ANSWER = "Eighteen hectares can be built on at once; the substation follows in the second phase."


def links_in(letter) -> list[str]:
    return re.findall(r"https?://\S+", text_of(letter))


@pytest.fixture(scope="module")
def listing(browser, site) -> str:
    """The address of a listing that Shenzhen's officer answers for."""
    page = browser.new_page()
    page.goto(f"{site}/en/projects/?city=shenzhen")
    rows = page.locator("[data-project]:not([data-source])")
    address = rows.first.locator("a").first.get_attribute("href")
    page.close()
    return address


def ask(page, listing: str) -> str:
    """Returns the number of the case, which the page shows at once."""
    page.goto("/")
    page.goto(listing)
    page.locator(f"a[href='{listing}ask/']:visible").first.click()
    page.fill("input[name=name]", "Sofia Reis")
    page.fill("input[name=email]", ASKER)
    page.locator("input[name=language][value=en]").check()
    page.fill("textarea[name=question]", QUESTION)
    page.locator("form:has(textarea[name=question]) button[type=submit]").click()
    page.wait_for_url("**/received/")
    return re.search(r"IG-\d{4}-\d{6}", page.locator("main").inner_text())[0]


def answer(page, number: str) -> None:
    page.goto(f"/admin/cases/case/{number}/change/")
    page.locator("main a", has_text="Answer").first.click()
    page.fill("textarea[name=text]", ANSWER)
    for choice in page.locator("input[type=radio][value=answered]").all():
        choice.check()
    page.locator("button[type=submit]", has_text="Send the answer").click()
    page.wait_for_load_state()
    assert ANSWER in page.locator("main, #content").first.inner_text()


def test_a_stranger_asks_and_the_officer_of_that_city_answers(open_context, sign_in, mailbox, listing):
    stranger = open_context().new_page()
    number = ask(stranger, listing)

    to_confirm = mailbox.wait_for(ASKER, having=number)
    stranger.goto(next(link for link in links_in(to_confirm) if "/confirm/" in link))
    stranger.locator("main form button[type=submit]").click()
    stranger.wait_for_url(f"**/cases/{number}/")
    assert stranger.locator("h1").inner_text().endswith(number)

    elsewhere = sign_in("officer.zhuhai@example.com")
    assert elsewhere.goto(f"/admin/cases/case/{number}/change/").status == 404
    assert QUESTION not in elsewhere.content()

    officer = sign_in("officer.shenzhen@example.com")
    mailbox.wait_for("officer.shenzhen@example.com", having=number)
    answer(officer, number)

    answered = mailbox.wait_for(ASKER, having=ANSWER)
    reader = open_context().new_page()
    reader.goto(next(link for link in links_in(answered) if number in link))
    assert ANSWER in reader.locator("main").inner_text()
    assert "/open/" not in reader.url

    outsider = open_context().new_page()
    assert outsider.goto(f"/en/cases/{number}/").status == 404


def test_an_investor_sees_matches_with_reasons(sign_in):
    page = sign_in("investor@example.com")
    page.goto("/en/desk/matches/")
    matches = page.locator("[data-match]")
    assert matches.count() >= 5
    for number in range(5):
        match = matches.nth(number)
        assert match.locator("[data-reason][data-verdict]").count() >= 1
    scores = [float(match.get_attribute("data-score")) for match in matches.all()]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_brochure_is_built_shown_and_opens(open_context, listing, language):
    page = open_context().new_page()
    address = listing.replace("/en/", f"/{language}/", 1)
    page.goto(f"{address}brochure.pdf")
    page.locator("form[action$='brochure.pdf'] button[type=submit]").first.click()
    link = page.locator("a[href$='/file/']")
    link.wait_for(timeout=60_000)
    answer = page.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)
    assert re.search(r"[\u4e00-\u9fff]", text)
    assert re.search(r"GD-\d{4}-\d{6}", text)
