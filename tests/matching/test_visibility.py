import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from investguangdong.audit.models import AccessLog
from investguangdong.core.languages import with_language
from investguangdong.matching.actions import decide
from investguangdong.matching.cards import cards
from investguangdong.matching.choices import Answer
from investguangdong.matching.models import Feedback, Match, ScoreModel
from investguangdong.matching.sentences import GROUP_NAMES
from investguangdong.matching.wording import Names, findings
from tests.factories import matching

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def project(shenzhen, officer):
    return matching.listing(shenzhen, officer=officer)


@pytest.fixture
def match(lusitano, investor, project):
    return matching.match(lusitano, project)


def address(match, name="change", **kwargs):
    args = kwargs or {"object_id": match.code}
    return reverse(f"admin:matching_match_{name}", kwargs=args)


CAST = ["investor", "colleague", "rival", "newcomer", "province", "auditor", "admin"]


def test_matches_are_seen_by_the_mandates_own_people_and_who_covers_the_province(match, request):
    users = {name: request.getfixturevalue(name) for name in CAST}
    seen = [name for name, user in users.items() if match in Match.objects.visible_to(user)]
    assert seen == ["investor", "colleague", "province", "auditor", "admin"]


def test_anonymous_visitors_see_no_match_answer_or_weights(match, investor):
    decide(match, by=investor, answer=Answer.LATER)
    for model in (Match, Feedback, ScoreModel):
        assert list(model.objects.visible_to(AnonymousUser())) == []


def test_a_city_officer_sees_a_match_once_the_investor_says_yes(match, investor, officer, other_officer):
    assert list(Match.objects.visible_to(officer)) == []
    decide(match, by=investor, answer=Answer.YES)
    assert list(Match.objects.visible_to(officer)) == [match]
    assert list(Match.objects.visible_to(other_officer)) == []


def test_a_city_officer_sees_matches_of_an_organisation_that_lets_officers_look(match, lusitano, officer):
    lusitano.disclosure = "officers"
    lusitano.save()
    assert list(Match.objects.visible_to(officer)) == [match]


def test_the_officers_page_shows_reasons_but_no_name_until_both_say_yes(match, investor, officer, client):
    decide(match, by=investor, answer=Answer.YES)
    client.force_login(officer)
    for page in (address(match), reverse("admin:matching_match_changelist")):
        text = client.get(page).content.decode()
        assert match.mandate.organisation.name not in text
        assert match.mandate.name not in text
        assert "Portugal" in text
    assert 'data-reason="sector" data-verdict="fits"' in client.get(address(match)).content.decode()
    assert AccessLog.objects.filter(by=officer, object_type="matching.match").exists()

    answer = address(match, "answer", mandate=match.mandate.code, project=match.project.code)
    assert client.post(answer, {"answer": "yes"}).status_code == 302
    assert match.mandate.organisation.name in client.get(address(match)).content.decode()


def test_another_citys_officer_gets_404_on_the_match_and_its_answer(match, investor, other_officer, client):
    decide(match, by=investor, answer=Answer.YES)
    client.force_login(other_officer)
    answer = address(match, "answer", mandate=match.mandate.code, project=match.project.code)
    assert client.get(address(match)).status_code == 404
    assert client.post(answer, {"answer": "yes"}).status_code == 404
    match.refresh_from_db()
    assert match.state_project == Answer.OPEN


def test_an_auditor_reads_but_may_not_answer(match, auditor, client):
    client.force_login(auditor)
    assert client.get(address(match)).status_code == 200
    answer = address(match, "answer", mandate=match.mandate.code, project=match.project.code)
    assert client.post(answer, {"answer": "yes"}).status_code == 403


def test_an_officers_no_without_a_reason_is_422_and_a_late_one_409(match, investor, officer, client):
    decide(match, by=investor, answer=Answer.YES)
    client.force_login(officer)
    answer = address(match, "answer", mandate=match.mandate.code, project=match.project.code)
    assert client.post(answer, {"answer": "no"}).status_code == 422
    decide(match, by=officer, answer=Answer.YES)
    assert client.post(answer, {"answer": "no", "reason": "other"}).status_code == 409


@pytest.fixture
def admin_desk(match, investor, province, client):
    """Signed in for the province, with one answer to look at."""
    decide(match, by=investor, answer=Answer.LATER)
    client.force_login(province)
    return client


@pytest.mark.parametrize("model", ["match", "feedback", "scoremodel"])
def test_the_lists_of_the_matching_desk_open_with_a_fixed_number_of_queries(
    model, match, admin_desk, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        assert admin_desk.get(reverse(f"admin:matching_{model}_changelist")).status_code == 200


def test_money_and_city_are_named_in_the_readers_language(match):
    with with_language("zh-hans"):
        told = " ".join(one.text for one in findings(match, Names()))
    assert "深圳" in told
    assert "元人民币" in told


def test_the_bar_has_five_parts_as_wide_as_their_weights_and_adds_up(match):
    (card,) = cards([match])
    assert [part.name for part in card.segments] == list(GROUP_NAMES.values())
    assert sum(part.points for part in card.segments) == 100
    whole = sum(part.width for part in card.segments)
    assert [round(100 * part.width / whole) for part in card.segments] == [
        part.points for part in card.segments
    ]
    assert all(0 <= part.filled <= part.width for part in card.segments)
