"""A listing from the form to the public: two officers of a city and the province, in a real browser."""

import re

from playwright.sync_api import expect


def step(page, label: str) -> None:
    """The button of a step, then the button of its page."""
    page.get_by_role("link", name=label, exact=True).first.click()
    page.get_by_role("button", name=label, exact=True).click()


def test_a_change_goes_from_the_form_over_a_comment_to_the_public(sign_in):
    author = sign_in("officer.shenzhen@example.com")
    author.goto("/admin/projects/project/?status__exact=published&is_sample__exact=1")
    author.locator("#result_list a.what").last.click()
    code = re.search(r"GD-\d{4}-\d{6}", author.url)[0]
    author.locator("label[for=tab-pt]").click()
    assert author.locator("#id_title_pt").is_visible()
    author.locator("label[for=tab-en]").click()
    author.locator("#id_title_en").fill("Quiet harbour works")
    author.get_by_role("button", name="Save", exact=True).first.click()
    assert "Quiet harbour works" not in author.request.get(f"/en/projects/{code}/").text()

    author.goto(f"/admin/projects/project/{code}/change/")
    step(author, "Send the changes for review")

    reviewer = sign_in("deputy.shenzhen@example.com")
    reviewer.goto(f"/admin/projects/project/{code}/review/?line=title_en#comment")
    assert reviewer.locator("ins").first.is_visible()
    reviewer.get_by_label("Comment", exact=True).fill("Say which harbour")
    reviewer.get_by_label("Must be put right before it goes on").check()
    reviewer.get_by_role("button", name="Save", exact=True).click()
    step(reviewer, "Publish these changes")
    assert "1 comment must be put right" in reviewer.locator("main").inner_text()

    author.goto(f"/admin/projects/project/{code}/change/")
    author.locator("#id_title_en").fill("Quiet harbour works, Yantian")
    author.get_by_role("button", name="Save", exact=True).first.click()
    author.goto(f"/admin/projects/project/{code}/review/")
    author.get_by_role("button", name=re.compile("^Settled")).click()

    reviewer.goto(f"/admin/projects/project/{code}/review/")
    step(reviewer, "Publish these changes")
    assert "Quiet harbour works, Yantian" in reviewer.request.get(f"/en/projects/{code}/").text()


def test_what_is_missing_follows_what_is_typed(sign_in):
    page = sign_in("officer.shenzhen@example.com")
    page.goto("/admin/projects/project/add/")
    gaps = page.locator("#live .gaps")
    assert "A title in English" in gaps.inner_text()
    page.locator("#id_title_en").fill("New plant")
    expect(gaps).not_to_contain_text("A title in English")
    page.locator("#live .gaps a", has_text="Simplified Chinese").click()
    assert page.locator("#id_title_zh_hans").is_visible()
