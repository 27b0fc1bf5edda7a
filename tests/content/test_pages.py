"""Editions: what is public stays while the next is written; only editors see drafts."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from investguangdong.content.actions.pages import AlreadyPublished, publish_edition, start_draft
from investguangdong.content.actions.reviews import mark_reviewed
from investguangdong.content.models import Edition, Page
from investguangdong.content.reviewing import overdue
from investguangdong.core import clock
from tests.factories import content


def test_draft_is_a_copy_and_the_public_page_does_not_change(client, province):
    page = content.page(body="Old words.")
    draft = start_draft(page, by=province)
    draft.body_en = "New words."
    draft.save()
    assert (draft.number, draft.title_en) == (2, "About")
    shown = client.get("/en/about/").text
    assert "Old words." in shown
    assert "New words." not in shown


def test_preview_is_for_editors_only(client, province, officer):
    page = content.page(body="Old words.")
    draft = start_draft(page, by=province)
    Edition.objects.filter(pk=draft.pk).update(body_en="New words.")
    for user, sees in ((None, False), (officer, False), (province, True)):
        client.logout()
        if user:
            client.force_login(user)
        assert ("New words." in client.get("/en/about/?preview=1").text) == sees


def test_publishing_keeps_the_edition_before_and_counts_as_a_review(client, province):
    page = content.page(body="Old words.")
    draft = start_draft(page, by=province)
    draft.body_en = "New words."
    draft.save()
    publish_edition(draft, by=province)
    assert list(page.editions.values_list("number", "state")) == [(2, "published"), (1, "earlier")]
    page.refresh_from_db()
    assert (page.reviewed_on, page.reviewed_by) == (clock.today(), province)
    assert "New words." in client.get("/en/about/").text


def test_an_edition_is_published_once(province):
    draft = start_draft(content.page(), by=province)
    publish_edition(draft, by=province)
    with pytest.raises(AlreadyPublished):
        publish_edition(draft, by=province)


def test_an_earlier_edition_can_be_taken_up_again(province):
    page = content.page(body="Old words.")
    first = page.editions.get()
    publish_edition(start_draft(page, by=province), by=province)
    again = start_draft(page, by=province, of=first)
    assert (again.number, again.is_draft, again.body_en) == (3, True, "Old words.")


def test_a_city_officer_writes_no_pages(officer, auditor):
    page = content.page()
    for user in (officer, auditor):
        with pytest.raises(PermissionDenied):
            start_draft(page, by=user)


def test_a_page_has_one_public_edition(db):
    page = content.page()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(page=page, number=2, state="published", published_at=clock.now(), title_en="x")


def test_a_page_without_a_public_edition_is_not_there(client, db):
    page = Page.objects.create(slug="later")
    Edition.objects.create(page=page, number=1, title_en="Later")
    assert client.get("/en/about/later/").status_code == 404


def test_overdue_texts_are_named_until_somebody_reads_them(province, officer):
    page = content.page(next_review_on=clock.today().replace(year=2020))
    assert overdue(province, clock.today()) == [page]
    assert overdue(officer, clock.today()) == []
    mark_reviewed(page, by=province)
    assert overdue(province, clock.today()) == []


def test_a_draft_update_is_seen_by_its_editors_only(client, province):
    update = content.update(state="draft")
    address = reverse("content:update", args=[update.slug])
    assert client.get(address).status_code == 404
    client.force_login(province)
    assert client.get(address).status_code == 200


def test_an_unknown_table_is_refused_in_the_back_office(client, province):
    draft = start_draft(content.page(), by=province)
    client.force_login(province)
    address = reverse("admin:content_edition_change", args=[draft.pk])
    words = content.in_all_languages(title="About", lead="", body="[[secrets]]")
    answer = client.post(address, {**words, "note": ""})
    assert answer.status_code == 200
    assert "secrets" in answer.text
    draft.refresh_from_db()
    assert draft.body_en == "Words."


def test_a_public_edition_cannot_be_overwritten(client, province):
    edition = content.page().editions.get()
    client.force_login(province)
    address = reverse("admin:content_edition_change", args=[edition.pk])
    assert client.post(address, content.in_all_languages(title="Other")).status_code == 403
