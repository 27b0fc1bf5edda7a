import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.investors.actions import start_mandate
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.matching.choices import Answer
from investguangdong.matching.models import Feedback, Match
from investguangdong.notifications.actions import notify
from investguangdong.notifications.models import Message
from investguangdong.projects.models import SavedProject
from tests.factories import investors, matching

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(shenzhen, officer):
    return matching.listing(shenzhen, officer=officer)


@pytest.fixture
def match(lusitano, investor, project):
    return matching.match(lusitano, project)


@pytest.fixture
def desk(client, investor):
    """Signed in as the investor."""
    client.force_login(investor)
    return client


def answer_url(match):
    return reverse("pages:match_answer", args=[match.mandate.code, match.project.code])


def step_url(mandate, step):
    return reverse("pages:mandate_step", args=[mandate.code, step])


PAGES = ["desk", "matches", "saved", "desk_cases", "inbox", "organisation", "mandates", "privacy_desk"]


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_desk_asks_a_visitor_to_sign_in(page, client):
    answer = client.get(reverse(f"pages:{page}"))
    assert answer.status_code == 302
    assert "/login/" in answer.url


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["investor", "newcomer"])
def test_page_of_the_desk_opens_with_one_heading(page, who, request, client, match):
    client.force_login(request.getfixturevalue(who))
    answer = client.get(reverse(f"pages:{page}"))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_the_desk_says_why_with_marks_for_machines(desk, match):
    text = desk.get(reverse("pages:desk")).content.decode()
    assert (
        f'data-match="{match.code}" data-project="{match.project.code}" data-score="{match.rounded}"' in text
    )
    assert 'data-reason="sector" data-verdict="fits"' in text
    assert 'data-verdict="unknown"' in text


@pytest.mark.parametrize("page", ["desk", "matches", "saved", "inbox", "mandates"])
def test_page_takes_as_many_queries_for_many_rows_as_for_one(page, desk, match, shenzhen):
    counts = []
    for number in (1, 4):
        for _ in range(number):
            listing = matching.listing(shenzhen)
            SavedProject.objects.create(
                user=match.mandate.organisation.memberships.first().user, project=listing
            )
            matching.match(match.mandate.organisation, listing)
        desk.get(reverse(f"pages:{page}"))
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse(f"pages:{page}"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_a_rival_sees_neither_matches_nor_mandates(client, rival, match):
    client.force_login(rival)
    assert match.project.code not in client.get(reverse("pages:desk")).content.decode()
    assert match.project.code not in client.get(reverse("pages:matches")).content.decode()
    assert client.get(step_url(match.mandate, 1)).status_code == 404
    assert client.post(answer_url(match), {"answer": "yes"}).status_code == 404
    match.refresh_from_db()
    assert match.state_investor == Answer.OPEN


def test_an_officer_of_the_province_answers_in_the_back_office_not_here(client, province, match):
    client.force_login(province)
    assert client.post(answer_url(match), {"answer": "yes"}).status_code == 404
    assert client.get(step_url(match.mandate, 1)).status_code == 404


def test_an_officers_desk_is_the_back_office(client, officer):
    client.force_login(officer)
    assert client.get(reverse("pages:desk")).url == reverse("admin:index")


def test_who_only_reads_may_look_but_not_answer_or_change(client, newcomer, lusitano, match):
    investors.member(lusitano, newcomer, role="viewer")
    client.force_login(newcomer)
    assert client.get(step_url(match.mandate, 1)).status_code == 200
    assert client.post(step_url(match.mandate, 1), {"name": "Mine"}).status_code == 403
    assert client.post(answer_url(match), {"answer": "yes"}).status_code == 403
    assert client.post(reverse("pages:organisation"), {"name": "Mine"}).status_code == 403


def test_not_for_me_puts_the_match_away_and_keeps_the_reason(desk, match):
    there = reverse("pages:desk")
    answer = desk.post(answer_url(match), {"answer": "no", "reason": "place", "next": there})
    assert (answer.status_code, answer.url) == (302, there)
    assert Feedback.objects.get().reason == "place"
    assert match.code not in desk.get(there).content.decode()
    assert match.code in desk.get(reverse("pages:matches") + "?show=no").content.decode()


def test_a_no_without_a_reason_is_422_and_says_so(desk, match):
    answer = desk.post(answer_url(match), {"answer": "no"})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


def test_an_answer_does_not_lead_off_the_site(desk, match):
    answer = desk.post(answer_url(match), {"answer": "later", "next": "https://evil.example/"})
    assert answer.url == reverse("pages:matches")


def test_a_no_after_both_agreed_is_409(desk, match):
    Match.objects.filter(pk=match.pk).update(state_investor="yes", state_project="yes")
    answer = desk.post(answer_url(match), {"answer": "no", "reason": "other"})
    assert answer.status_code == 409
    assert "case is open" in answer.content.decode()


def test_the_desk_without_matches_says_what_would_help(desk, lusitano):
    matching.mandate(lusitano)
    assert "No project fits yet" in desk.get(reverse("pages:desk")).content.decode()


def test_a_newcomer_adds_an_organisation_and_lands_in_step_one(client, newcomer):
    client.force_login(newcomer)
    typed = {"name": "Harbour Cold Chain", "country": "PT", "kind": "sme", "disclosure": "granted"}
    answer = client.post(reverse("pages:organisation"), typed)
    mandate = Mandate.objects.get()
    assert answer.url == step_url(mandate, 1)
    assert mandate.organisation == Organisation.objects.of_member(newcomer).get()


def test_a_wrong_organisation_form_keeps_what_was_typed(client, newcomer):
    client.force_login(newcomer)
    answer = client.post(reverse("pages:organisation"), {"name": "Harbour Cold Chain", "country": "XX"})
    assert answer.status_code == 422
    assert "Harbour Cold Chain" in answer.content.decode()


def test_step_one_shows_matches_at_once(desk, investor, lusitano, project):
    mandate = start_mandate(lusitano, by=investor)
    typed = {"name": "Storage", "sectors_core": ["new-energy-storage"]}
    answer = desk.post(step_url(mandate, 1), typed)
    assert answer.url == step_url(mandate, 2)
    page = desk.get(answer.url).content.decode()
    assert f'data-project="{project.code}"' in page
    assert 'data-total="1"' in page


def test_the_wizard_resumes_where_it_was_left(desk, investor, lusitano, project):
    mandate = start_mandate(lusitano, by=investor)
    assert desk.get(step_url(mandate, 4)).url == step_url(mandate, 1)
    desk.post(step_url(mandate, 1), {"name": "Storage", "sectors_core": ["new-energy-storage"]})
    assert step_url(mandate, 2) in desk.get(reverse("pages:mandates")).content.decode()
    assert desk.get(step_url(mandate, 3)).url == step_url(mandate, 2)
    assert desk.get(step_url(mandate, 9)).status_code == 404


def test_a_wrong_step_keeps_what_was_typed_and_saves_nothing(desk, match):
    typed = {"ticket_min": "900", "ticket_max": "100", "currency": "EUR", "modes": ["acquisition"]}
    answer = desk.post(step_url(match.mandate, 2), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="900"' in text
    assert '<option value="EUR" selected>' in text
    match.mandate.refresh_from_db()
    assert match.mandate.currency == "CNY"


def test_an_old_version_of_a_step_is_409_and_keeps_what_was_typed(desk, match):
    typed = {"ticket_min": "900", "currency": "CNY", "version": "1"}
    Mandate.objects.filter(pk=match.mandate.pk).update(version=7)
    answer = desk.post(step_url(match.mandate, 2), typed)
    assert answer.status_code == 409
    assert 'value="900"' in answer.content.decode()


def test_a_later_step_scores_anew(desk, match, zhuhai):
    before = match.score
    answer = desk.post(step_url(match.mandate, 3), {"cities": ["zhuhai"]})
    assert answer.status_code == 302
    match.refresh_from_db()
    assert match.score < before


def test_a_message_is_read_by_its_owner_only(client, investor, rival):
    told = {"title": "Hello", "paragraphs": ["There."], "url": ""}
    message = notify("generic", to=investor, about=investor, context=told)
    client.force_login(rival)
    assert client.post(reverse("pages:inbox"), {"message": message.pk}).status_code == 404
    assert client.post(reverse("pages:inbox"), {"message": "x'"}).status_code == 404
    client.force_login(investor)
    assert client.post(reverse("pages:inbox"), {"message": message.pk}).status_code == 302
    assert Message.objects.get(pk=message.pk).read_at is not None


def test_remove_on_the_shortlist_takes_the_project_off(desk, investor, project):
    SavedProject.objects.create(user=investor, project=project)
    page = desk.get(reverse("pages:saved")).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(remove|next)" value="([^"]+)"', page))
    answer = desk.post(reverse("projects:save", args=[project.code]), fields)
    assert answer.url == reverse("pages:saved")
    assert not SavedProject.objects.exists()


def test_a_grant_is_withdrawn_by_the_organisation_and_not_by_a_rival(
    client, investor, rival, lusitano, shenzhen
):
    grant = investors.grant(lusitano, shenzhen)
    client.force_login(rival)
    assert client.post(reverse("pages:grant_withdraw"), {"city": "shenzhen"}).status_code == 404
    client.force_login(investor)
    client.post(reverse("pages:grant_withdraw"), {"city": "shenzhen"})
    grant.refresh_from_db()
    assert grant.withdrawn_at is not None
