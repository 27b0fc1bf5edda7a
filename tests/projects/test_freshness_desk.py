"""What officers see of dates, and what nobody in the back office sees of who follows what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.projects import actions, tasks
from tests.factories import projects

LIST = reverse("admin:projects_project_changelist")


@pytest.fixture
def rows(officer):
    """One of each, and a fresh one that no filter shows."""
    today = clock.today()
    checked = {"officer": officer, "verified_on": today - timedelta(days=80)}
    return {
        "lapsing": projects.project(**checked, expires_on=today + timedelta(days=9)),
        "lapsed": projects.project(**checked, expires_on=today - timedelta(days=1)),
        "past_closing": projects.project(officer=officer, closes_on=today - timedelta(days=1)),
        "": projects.project(officer=officer, expires_on=today + timedelta(days=40)),
    }


@pytest.mark.parametrize("asked", ["lapsing", "lapsed", "past_closing"])
def test_the_list_is_filtered_by_its_dates(client, officer, rows, asked):
    client.force_login(officer)
    page = client.get(LIST, {"freshness": asked}).content.decode()
    assert {name for name, row in rows.items() if row.code in page} == {asked}


def test_the_officers_day_leads_to_confirming_the_facts(client, officer, rows):
    client.force_login(officer)
    page = client.get("/admin/").content.decode()
    assert reverse("admin:projects_project_step", args=[rows["lapsing"].code, "verify"]) in page


def test_notices_are_seen_by_the_desk_they_concern(client, officer, other_officer, rows):
    tasks.keep_fresh()
    address = reverse("admin:projects_freshnessnotice_changelist")
    client.force_login(officer)
    assert rows["lapsed"].code in client.get(address).content.decode()
    client.force_login(other_officer)
    assert rows["lapsed"].code not in client.get(address).content.decode()


def test_the_back_office_does_not_say_who_follows_or_looks_for_what(client, admin, investor, rows):
    actions.follow(rows[""], by=investor)
    search = actions.save_search(investor, name="Secret plans", query="q=secret", digest="daily")
    client.force_login(admin)
    for name, pk in (("follow", investor.follows.get().pk), ("savedsearch", search.pk)):
        for address in (
            reverse(f"admin:projects_{name}_changelist"),
            reverse(f"admin:projects_{name}_change", args=[pk]),
        ):
            page = client.get(address)
            assert page.status_code == 200
            text = page.content.decode()
            assert not {
                word for word in (investor.email, investor.name, "Secret plans", "q=secret") if word in text
            }


def test_the_desk_lists_what_is_followed_and_where_searches_are_changed(client, investor, rows):
    actions.follow(rows[""], by=investor)
    search = actions.save_search(investor, name="Cells", query="q=cell", digest="daily")
    client.force_login(investor)
    page = client.get(reverse("pages:saved")).content.decode()
    assert reverse("projects:search_change", args=[search.key]) in page
    assert reverse("projects:follow", args=[rows[""].code]) in page
