"""Who opens a case: organisation, address, desk, signed link, and nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.urls import reverse

from investguangdong.cases import links
from investguangdong.cases.actions import add_note, answer_case
from investguangdong.cases.models import Case, CaseEntry, CaseQuestion
from investguangdong.core import clock
from investguangdong.investors.models import Membership
from tests.factories import cases


@pytest.fixture
def listing(shenzhen, officer):
    return cases.listing(shenzhen, officer=officer)


@pytest.fixture
def case(listing, investor):
    return cases.case(by=investor, project=listing)


def seen(user) -> set[str]:
    return set(Case.objects.visible_to(user).values_list("number", flat=True))


def link(case, purpose=links.OPEN):
    token = links.token_for(case, purpose)
    return reverse("cases:open", args=[case.number, token])


CAST = [
    "investor",
    "colleague",
    "rival",
    "newcomer",
    "officer",
    "other_officer",
    "province",
    "auditor",
    "admin",
]


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


def test_case_is_seen_by_its_organisation_its_desk_and_the_province(cast, case):
    who = {name for name, user in cast.items() if seen(user) == {case.number}}
    assert who == {"investor", "colleague", "officer", "province", "auditor", "admin"}
    assert all(seen(cast[name]) == set() for name in cast.keys() - who)
    assert seen(AnonymousUser()) == set()


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("investor", (200, 302)),
        ("rival", (404, 302)),
        ("newcomer", (404, 302)),
        ("officer", (200, 200)),
        ("other_officer", (404, 404)),
        ("province", (200, 200)),
        ("auditor", (200, 200)),
        (None, (404, 302)),
    ],
)
def test_page_and_desk_of_a_case_by_role(client, cast, case, name, codes):
    page, desk = codes
    if name:
        client.force_login(cast[name])
    assert client.get(case.get_absolute_url()).status_code == page
    assert client.get(reverse("admin:cases_case_change", args=[case.number])).status_code == desk


def test_case_without_organisation_follows_the_confirmed_address(listing, newcomer, rival):
    case = cases.case(by=newcomer, project=listing)
    assert seen(newcomer) == {case.number}
    newcomer.emailaddress_set.update(verified=False)
    assert seen(newcomer) == set()
    assert seen(rival) == set()


def test_note_is_never_seen_by_the_investor(client, case, officer, investor, colleague):
    add_note(case, by=officer, text="They also talk to Suzhou.")
    for user in (investor, colleague):
        client.force_login(user)
        assert "Suzhou" not in client.get(case.get_absolute_url()).content.decode()
        assert not CaseEntry.objects.visible_to(user).filter(text__contains="Suzhou").exists()
    client.force_login(officer)
    assert "Suzhou" not in client.get(case.get_absolute_url()).content.decode()
    assert "Suzhou" in client.get(reverse("admin:cases_case_change", args=[case.number])).content.decode()


def test_parts_follow_the_case(case, rival, investor, other_officer):
    for model in (CaseEntry, CaseQuestion):
        assert model.objects.visible_to(investor).count() == 1
        assert not model.objects.visible_to(rival).exists()
        assert not model.objects.visible_to(other_officer).exists()
        assert not model.objects.visible_to(AnonymousUser()).exists()


def test_signed_link_opens_its_own_case_and_no_other(client, listing):
    mine, other = (
        cases.confirmed(project=listing),
        cases.confirmed(project=listing, contact_email="b@example.net"),
    )
    answer = client.get(link(mine))
    assert (answer.status_code, answer.url) == (302, mine.get_absolute_url())
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    crossed = reverse("cases:open", args=[other.number, links.token_for(mine, links.OPEN)])
    assert client.get(crossed).status_code == 404


def test_token_stands_in_no_page_that_it_opens(client, listing):
    case = cases.confirmed(project=listing)
    token = links.token_for(case, links.OPEN)
    opened = client.get(link(case))
    page = client.get(case.get_absolute_url())
    for answer in (opened, page):
        assert token not in answer.content.decode()
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_changed_token_and_token_of_another_purpose_are_not_found(client, listing):
    case = cases.confirmed(project=listing)
    good = links.token_for(case, links.OPEN)
    for bad in (good[:-1] + ("A" if good[-1] != "A" else "B"), "x", links.token_for(case, links.CONFIRM)):
        assert client.get(reverse("cases:open", args=[case.number, bad])).status_code == 404
    confirm = reverse("cases:confirm", args=[good])
    assert client.post(confirm).status_code == 404


def test_old_link_says_that_it_has_run_out(client, listing, monkeypatch):
    case = cases.confirmed(project=listing)
    address, then = link(case), signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: then + links.LIFETIME[links.OPEN] + 5)
    assert client.get(address).status_code == 410
    assert client.get(case.get_absolute_url()).status_code == 404


def test_new_key_ends_every_link_at_once(client, listing):
    case = cases.confirmed(project=listing)
    client.get(link(case))
    Case.objects.update(link_key="00000000-0000-0000-0000-000000000001")
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(link(case)).status_code == 404


def test_who_leaves_the_organisation_loses_account_and_link(client, case, investor):
    client.get(link(case))
    assert client.get(case.get_absolute_url()).status_code == 200
    yesterday = clock.today() - timedelta(days=1)
    Membership.objects.filter(user=investor).update(starts_on=yesterday, ends_on=yesterday)
    assert client.get(case.get_absolute_url()).status_code == 404
    client.force_login(investor)
    assert client.get(case.get_absolute_url()).status_code == 404


def test_follow_up_by_link_is_one_entry_however_often_it_is_sent(client, listing, officer):
    case = cases.confirmed(project=listing)
    client.get(link(case))
    told = {"question": "And who pays for the road?", "submission_key": "k"}
    assert client.post(case.get_absolute_url(), told).status_code == 302
    assert client.post(case.get_absolute_url(), told).status_code == 302
    assert case.questions.count() == 2


def test_officer_may_read_the_page_but_not_ask_in_the_investors_name(client, case, officer):
    client.force_login(officer)
    assert client.post(case.get_absolute_url(), {"question": "Anything else?"}).status_code == 403


def test_page_of_a_case_needs_the_same_queries_for_many_entries(
    client, case, investor, officer, django_assert_max_num_queries
):
    client.force_login(investor)
    for number in range(12):
        answer_case(case, by=officer, text=f"Answer {number}")
    with django_assert_max_num_queries(20):
        client.get(case.get_absolute_url())
