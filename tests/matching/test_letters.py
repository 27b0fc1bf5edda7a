import pytest

from investguangdong.core.languages import LANGUAGES
from investguangdong.matching.actions import decide, tell_new_matches
from investguangdong.matching.choices import Answer
from investguangdong.notifications.models import Message
from investguangdong.notifications.rendering import render
from tests.factories import matching

pytestmark = pytest.mark.django_db


@pytest.fixture
def match(lusitano, investor, officer, shenzhen):
    return matching.match(lusitano, matching.listing(shenzhen, officer=officer), digest="daily")


def written(message, language):
    message.language = language
    return render(message)


def test_the_digest_names_the_project_and_why_in_every_language(match):
    tell_new_matches()
    message = Message.objects.get(kind="match_digest")
    letters = [written(message, language) for language in LANGUAGES]
    for letter in letters:
        assert str(match.rounded) in letter.text
        assert "%(" not in letter.subject + letter.text
    assert match.project.title_en in letters[0].html
    assert match.project.title_zh_hans in letters[1].html


def test_a_digest_of_matches_turned_down_meanwhile_is_not_sent(match, investor):
    tell_new_matches()
    decide(match, by=investor, answer=Answer.NO, reason="place")
    assert render(Message.objects.get(kind="match_digest")) is None


def test_a_digest_is_not_sent_to_somebody_who_has_left(match, investor):
    tell_new_matches()
    investor.memberships.all().delete()
    assert render(Message.objects.get(kind="match_digest")) is None


def test_the_letter_of_agreement_names_the_investor_to_the_officer_only(match, investor, officer):
    decide(match, by=officer, answer=Answer.YES)
    decide(match, by=investor, answer=Answer.YES)
    match.refresh_from_db()
    to_officer = render(Message.objects.get(kind="match_mutual", recipient=officer.email))
    assert match.mandate.organisation.name in to_officer.subject
    assert f"/admin/cases/case/{match.case.number}/" in to_officer.url
    to_investor = render(Message.objects.get(kind="match_mutual", recipient=investor.email))
    assert f"/cases/{match.case.number}/" in to_investor.url
    assert match.project.title_en in to_investor.text
