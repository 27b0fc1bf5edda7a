"""Remarks about pages: taken from anybody, seen by the right desk, forgotten in time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from investguangdong.content import links, privacy
from investguangdong.content.actions.feedback import (
    NotWaiting,
    answer_feedback,
    close_feedback,
    forget_old_feedback,
)
from investguangdong.content.forms import FeedbackForm
from investguangdong.content.models import PageFeedback
from investguangdong.core import clock
from investguangdong.core.submissions import new_key
from investguangdong.notifications.models import Message
from investguangdong.notifications.rendering import render
from investguangdong.pages.feedback import own_address
from tests.factories import content, projects

ADDRESS = "/en/feedback/"


def filled(**fields) -> dict:
    key = new_key()
    told = {
        "page": "/en/cities/shenzhen/",
        "useful": "no",
        "text": "The year is wrong.",
        "email": "",
        "website": "",
    }
    return {**told, "submission_key": key, "token": links.form_token(key), **fields}


def test_a_remark_needs_neither_cookie_nor_script_and_reaches_the_citys_desk(
    unhurried, shenzhen, officer, other_officer
):
    answer = Client(enforce_csrf_checks=True).post(ADDRESS, filled())
    assert answer.status_code == 302
    row = PageFeedback.objects.get()
    assert (row.address, row.language, row.useful, row.city) == (
        "/en/cities/shenzhen/",
        "en",
        False,
        shenzhen,
    )
    assert list(PageFeedback.objects.visible_to(officer)) == [row]
    assert list(PageFeedback.objects.visible_to(other_officer)) == []


def test_a_remark_about_a_project_belongs_to_its_city(client, unhurried, shenzhen):
    project = projects.project(city=shenzhen)
    client.post(ADDRESS, filled(page=f"/en/projects/{project.code}/"))
    assert PageFeedback.objects.get().city == shenzhen


def test_a_bare_yes_is_counted_and_waits_for_nobody(client, unhurried, shenzhen):
    client.post(ADDRESS, filled(useful="yes", text="", email="a@example.com"))
    row = PageFeedback.objects.get()
    assert (row.state, row.due_at, row.email) == ("counted", None, "")


def test_a_remark_is_due_within_five_working_days(client, unhurried, shenzhen, monkeypatch):
    friday = clock.now().replace(year=2026, month=11, day=27, hour=2, minute=0)
    monkeypatch.setattr(clock, "now", lambda: friday)
    client.post(ADDRESS, filled())
    assert PageFeedback.objects.get().due_at == friday + timedelta(days=7)


def test_the_same_form_counts_once(client, unhurried, shenzhen):
    form = filled()
    assert [client.post(ADDRESS, form).status_code for _again in range(2)] == [302, 302]
    assert PageFeedback.objects.count() == 1


def test_the_same_key_with_other_words_is_refused(client, unhurried, shenzhen):
    form = filled()
    client.post(ADDRESS, form)
    assert client.post(ADDRESS, {**form, "text": "Other words."}).status_code == 422


def test_the_trap_catches_machines_without_telling_them(client, unhurried, shenzhen):
    assert client.post(ADDRESS, filled(website="http://spam.example")).status_code == 302
    assert PageFeedback.objects.count() == 0


def test_a_form_sent_at_once_is_asked_for_again_with_its_words(client, shenzhen):
    answer = client.post(ADDRESS, filled())
    assert answer.status_code == 422
    assert "The year is wrong." in answer.text
    assert PageFeedback.objects.count() == 0


@pytest.mark.parametrize("token", ["", "nonsense", links.FORM])
def test_a_form_without_our_time_is_refused_and_gets_a_new_one(client, unhurried, shenzhen, token):
    answer = client.post(ADDRESS, filled(token=token))
    assert answer.status_code == 422
    assert PageFeedback.objects.count() == 0


def test_a_form_left_open_for_a_day_gets_a_time_that_works(unhurried, monkeypatch, shenzhen):
    form = filled()
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    bound = FeedbackForm(form)
    assert not bound.is_valid()
    assert FeedbackForm(bound.data.copy()).is_valid()


def test_nothing_said_is_refused(client, unhurried, shenzhen):
    assert client.post(ADDRESS, filled(useful="", text="")).status_code == 422


def test_too_many_remarks_from_one_machine_are_turned_away(client, unhurried, shenzhen):
    answers = [client.post(ADDRESS, filled(text="", useful="yes")).status_code for _each in range(21)]
    assert answers == [302] * 20 + [429]


@pytest.mark.parametrize(
    "page",
    ["https://evil.example/", "//evil.example/", "/admin/", "/en/desk/", "/en/nowhere/at/all/", "", "x"],
)
def test_only_our_own_public_pages_are_named(page):
    assert own_address(page) == "/en/"


def test_what_was_searched_for_is_not_kept():
    assert own_address("/en/projects/?q=secret#x") == "/en/projects/"


def test_every_public_page_offers_it_and_private_ones_do_not(client, shenzhen, investor):
    assert "/en/feedback/?page=%2Fen%2Fcities%2Fshenzhen%2F" in client.get("/en/cities/shenzhen/").text
    client.force_login(investor)
    assert "/feedback/?page=" not in client.get("/en/desk/").text


def test_an_answer_goes_by_mail_to_whoever_left_an_address(officer, shenzhen):
    row = content.remark(shenzhen, email="reader@example.com", language="pt")
    answer_feedback(row, by=officer, answer="Corrected, thank you.")
    message = Message.objects.get(kind="feedback_answered")
    assert (message.recipient, message.language) == ("reader@example.com", "pt")
    assert "Corrected, thank you." in render(message).text


def test_a_remark_is_answered_once(officer, shenzhen):
    row = content.remark(shenzhen)
    close_feedback(row, by=officer, reason="Spam")
    with pytest.raises(NotWaiting):
        answer_feedback(row, by=officer, answer="Too late for that.")


def test_another_citys_officer_and_the_auditor_answer_nothing(other_officer, auditor, shenzhen):
    row = content.remark(shenzhen)
    for user in (other_officer, auditor):
        with pytest.raises(PermissionDenied):
            answer_feedback(row, by=user, answer="I should not be here.")


def test_the_queue_shows_an_officer_her_city_only(client, officer, shenzhen, zhuhai):
    own, other = content.remark(shenzhen), content.remark(zhuhai)
    client.force_login(officer)
    address = "/admin/content/pagefeedback/{}/act/answer/"
    assert client.get(address.format(own.pk)).status_code == 200
    assert client.get(address.format(other.pk)).status_code == 404
    assert client.post(address.format(own.pk), {"answer": "Corrected, thank you."}).status_code == 302
    assert client.post(address.format(own.pk), {"answer": "Once more, please."}).status_code == 409


def test_after_a_year_only_the_yes_or_no_stays(db):
    long_ago = clock.now() - timedelta(days=366)
    old = content.remark(email="a@example.com", state="closed", received_at=long_ago)
    waiting = content.remark(email="b@example.com", received_at=long_ago)
    assert forget_old_feedback() == 1
    old.refresh_from_db()
    waiting.refresh_from_db()
    assert (old.text, old.email) == ("", "")
    assert waiting.email == "b@example.com"


def test_what_is_held_about_a_person_is_told_and_erased(investor, rival):
    content.remark(email=investor.email)
    other = content.remark(email=rival.email)
    content.subscriber(investor.email)
    for declared in (privacy.feedback(), privacy.newsletter()):
        assert declared.rows(investor).count() == 1
        assert set(declared.rows(investor).values(*declared.columns)[0]) == set(declared.columns)
        assert declared.erase(investor) == 1
        assert declared.rows(investor).count() == 0
    other.refresh_from_db()
    assert other.text == "Wrong."
