"""From the form to a case with a number, an officer and a promise."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from investguangdong.cases.models import Case
from investguangdong.core import clock
from investguangdong.core.models import SubmissionKey
from investguangdong.notifications.delivery import drain
from investguangdong.notifications.models import Message
from tests.factories import cases

FORM = {
    "name": "Sofia Reis",
    "email": "sofia@example.net",
    "language": "pt",
    "question": "Can the cleanroom shell be leased first?",
    "submission_key": "one",
}


@pytest.fixture
def monday(monkeypatch):
    """A Monday morning of a working week."""
    moment = datetime(2026, 11, 30, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.fixture
def listing(shenzhen, officer):
    return cases.listing(shenzhen, officer=officer)


def ask(client, project, **changes):
    return client.post(reverse("cases:ask", args=[project.code]), {**FORM, **changes})


def test_form_says_who_answers_and_by_when_before_sending(client, listing, monday):
    page = client.get(reverse("cases:ask", args=[listing.code])).content.decode()
    assert "Lin Wei" in page
    assert "1 December 2026, 10:00 (UTC+8)" in page
    assert "1 December 2026, 02:00 (UTC+0)" in page


def test_question_without_account_waits_for_the_address_to_be_confirmed(client, listing):
    answer = ask(client, listing)
    case = Case.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("cases:received", args=[case.number])
    assert (case.confirmed_at, case.first_answer_due, case.owner.email) == (
        None,
        None,
        "officer.shenzhen@example.com",
    )
    assert [m.kind for m in Message.objects.all()] == ["case_confirm"]
    assert case.number in client.get(answer.url).content.decode()


def test_receipt_is_not_for_another_browser(client, listing, rival):
    address = ask(client, listing).url
    client.cookies.clear()
    assert client.get(address).status_code == 404
    client.force_login(rival)
    assert client.get(address).status_code == 404


def test_opening_the_link_confirms_nothing_and_its_button_does(client, listing, monday, officer):
    ask(client, listing)
    drain()
    link = re.search(r"http://\S+/cases/confirm/\S+", mail.outbox[0].body).group()
    client.cookies.clear()
    assert client.get(link).status_code == 200
    assert Case.objects.get().confirmed_at is None
    answer = client.post(link)
    case = Case.objects.get()
    assert case.confirmed_at == monday
    assert client.get(answer.url).status_code == 200
    assert sorted(m.kind for m in Message.objects.all()) == ["case_assigned", "case_confirm", "case_receipt"]


def test_confirming_twice_starts_the_clock_once(client, listing):
    case = cases.confirmed(project=listing)
    again = cases.actions.confirm_case(case)
    assert again.confirmed_at == case.confirmed_at
    assert Message.objects.filter(kind="case_receipt").count() == 1


def test_signed_in_investor_has_her_clock_at_once_and_her_organisation_is_opened(client, listing, investor):
    client.force_login(investor)
    ask(client, listing, name=investor.name, email=investor.email)
    case = Case.objects.get()
    assert case.organisation.slug == "lusitano-power-systems"
    assert case.confirmed_at is not None
    assert [(g.city.slug, g.because) for g in case.organisation.grants.all()] == [("shenzhen", case.number)]


def test_somebody_elses_address_must_be_confirmed_even_when_signed_in(client, listing, investor):
    client.force_login(investor)
    ask(client, listing, email="rival@example.com")
    assert Case.objects.get().confirmed_at is None


def test_form_sent_twice_is_one_case(client, listing):
    assert ask(client, listing).url == ask(client, listing).url
    assert Case.objects.count() == Message.objects.count() == 1


def test_key_used_for_other_words_is_refused_and_keeps_what_was_typed(client, listing):
    ask(client, listing)
    answer = ask(client, listing, question="Something else altogether, please")
    assert answer.status_code == 422
    assert "Something else altogether, please" in answer.content.decode()
    assert Case.objects.count() == 1


def test_nothing_is_left_of_a_question_that_failed_half_way(client, listing, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("investguangdong.cases.actions.notify", fail)
    with pytest.raises(RuntimeError):
        ask(client, listing)
    assert not Case.objects.exists()
    assert not SubmissionKey.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("email", "sofia@"), ("question", "Lease?"), ("language", "fr"), ("name", "")]
)
def test_wrong_field_is_named_and_the_rest_is_kept(client, listing, field, value):
    answer = ask(client, listing, **{field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}' in page
    assert not Case.objects.exists()
    kept = "sofia@example.net" if field != "email" else "Sofia Reis"
    assert kept in page


def test_offer_from_a_public_source_is_answered_by_the_province(client, shenzhen, officer, province):
    ask(client, cases.listing(shenzhen))
    case = Case.objects.get()
    assert (case.city, case.owner) == (None, province)


def test_general_question_to_a_city_goes_to_its_desk(client, shenzhen, officer, province):
    client.post(f"{reverse('cases:ask_general')}?city=shenzhen", FORM)
    assert Case.objects.get().owner == officer
    client.post(reverse("cases:ask_general"), {**FORM, "submission_key": "two"})
    assert Case.objects.latest("pk").owner == province


def test_closed_listing_takes_no_question(client, shenzhen, officer):
    past = cases.listing(shenzhen, officer=officer, verified_on="2026-01-01", expires_on="2026-02-01")
    assert ask(client, past).status_code == 409
    assert not Case.objects.exists()


def test_unknown_listing_and_draft_are_not_there(client, shenzhen):
    draft = cases.listing(shenzhen, status="draft")
    assert ask(client, draft).status_code == 404
    assert client.get(reverse("cases:ask", args=["GD-2026-999999"])).status_code == 404


def test_eleventh_question_of_an_address_within_the_hour_is_too_many(client, listing):
    codes = [ask(client, listing, submission_key=str(n)).status_code for n in range(11)]
    assert codes == [302] * 10 + [429]
    assert ask(client, listing, submission_key="x").headers["Retry-After"] == "3600"
    assert Case.objects.count() == 10


def test_question_is_kept_while_broker_and_cache_are_away(client, listing, settings, monkeypatch):
    settings.CACHES = {
        "default": {
            "BACKEND": "investguangdong.core.cache.FailSafeCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert ask(client, listing).status_code == 302
    assert Message.objects.filter(kind="case_confirm", state="queued").count() == 1


def test_pages_behind_links_tell_nobody_their_address(client, listing):
    answer = client.get(reverse("cases:ask", args=[listing.code]))
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_one_question_about_several_listings_goes_to_the_city_they_share(
    client, listing, shenzhen, zhuhai, officer
):
    second, elsewhere = cases.listing(shenzhen, officer=officer), cases.listing(zhuhai)
    address = f"{reverse('cases:ask_general')}?p={listing.code}&p={second.code}"
    assert f'data-project="{second.code}"' in client.get(address).content.decode()
    client.post(address, FORM)
    client.post(f"{address}&p={elsewhere.code}", {**FORM, "submission_key": "two"})
    first, spread = Case.objects.order_by("pk")
    assert (first.city, spread.city) == (shenzhen, None)
    text = first.questions.get().text
    assert text == f"{listing.code}, {second.code}\n\n{FORM['question']}"


def test_a_draft_cannot_be_asked_about_among_others(client, listing, shenzhen, officer):
    draft = cases.listing(
        shenzhen, officer=officer, status="draft", published_at=None, title_en="Secret plant"
    )
    page = client.get(f"{reverse('cases:ask_general')}?p={draft.code}&p={listing.code}").content.decode()
    assert ("Secret plant" in page, draft.code in page.split("</h1>")[1]) == (False, False)
