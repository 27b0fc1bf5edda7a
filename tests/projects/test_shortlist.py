"""A shortlist without an account, with one, on the way between both, and in other people's hands."""

import csv
import io
import re
from urllib.parse import unquote

import pytest
from django.core import signing
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.projects import sharing, shortlist
from investguangdong.projects.actions import following, save_for
from investguangdong.projects.models import Follow, SavedProject
from tests.factories import projects

PAGE = "/en/shortlist/"


def save(client, project, **data):
    return client.post(reverse("projects:save", args=[project.code]), data)


def write_note(client, project, note):
    return client.post(reverse("projects:note", args=[project.code]), {"note": note})


def kept(client) -> list[str]:
    return re.findall(r'<li id="([^"]+)"', client.get(PAGE).content.decode())


def undo_token(response) -> str:
    return unquote(re.search(r"undo=([^&]+)", response.url)[1])


def test_a_visitor_keeps_listings_newest_first(client, db):
    rows = [projects.project() for _number in range(3)]
    for row in rows:
        save(client, row)
    save(client, rows[0])
    assert kept(client) == [rows[0].code, rows[2].code, rows[1].code]


def test_the_list_with_its_notes_joins_the_account_at_sign_in(client, investor):
    older, newer, own = projects.project(), projects.project(), projects.project()
    save_for(investor, own)
    for row in (older, newer):
        save(client, row)
    write_note(client, newer, "ask about steam")
    client.force_login(investor)
    client.get("/en/desk/")
    rows = SavedProject.objects.visible_to(investor)
    assert [(row.project, row.note) for row in rows] == [(newer, "ask about steam"), (older, ""), (own, "")]
    assert Follow.objects.visible_to(investor).count() == 3
    assert client.cookies[shortlist.COOKIE].value == ""


def test_the_real_sign_in_form_takes_the_list_over(client, investor):
    project = projects.project()
    save(client, project)
    investor.set_password("a long enough phrase")
    investor.save()
    response = client.post(
        "/accounts/login/", {"login": investor.email, "password": "a long enough phrase"}, follow=True
    )
    assert response.context["user"] == investor
    assert [row.project for row in SavedProject.objects.visible_to(investor)] == [project]


def test_what_finds_no_room_at_sign_in_is_named(client, investor, monkeypatch):
    monkeypatch.setattr(following, "SHORTLIST_LIMIT", 1)
    first, second = projects.project(), projects.project()
    for row in (first, second):
        save(client, row)
    client.force_login(investor)
    page = client.get(PAGE).content.decode()
    assert f"found no room: {second.code}" in page
    assert kept(client) == [first.code]


def test_a_note_of_the_account_is_not_written_over_by_the_cookie(client, investor):
    project = projects.project()
    save_for(investor, project, note="mine")
    save(client, project)
    write_note(client, project, "other")
    client.force_login(investor)
    client.get(PAGE)
    assert SavedProject.objects.get(user=investor).note == "mine"


def test_a_full_list_is_refused_and_changes_nothing(client, db, monkeypatch):
    monkeypatch.setattr(shortlist, "SHORTLIST_LIMIT", 1)
    first, second = projects.project(), projects.project()
    save(client, first)
    assert save(client, second).status_code == 409
    assert kept(client) == [first.code]


def test_a_removal_is_undone_with_its_place_and_note(client, db):
    first, second = projects.project(), projects.project()
    for row in (first, second):
        save(client, row)
    write_note(client, first, "second phase")
    token = undo_token(save(client, first, remove="1"))
    assert kept(client) == [second.code]
    assert f"{first.code} is off your shortlist" in client.get(f"{PAGE}?undo={token}").content.decode()
    save(client, first, undo=token)
    assert kept(client) == [second.code, first.code]
    assert "second phase" in client.get(PAGE).content.decode()


def test_a_removal_is_undone_in_the_account(client, investor):
    client.force_login(investor)
    first, second = projects.project(), projects.project()
    save_for(investor, first, note="keep")
    save_for(investor, second)
    token = undo_token(save(client, first, remove="1"))
    save(client, first, undo=token)
    assert [(row.project, row.note) for row in SavedProject.objects.visible_to(investor)] == [
        (second, ""),
        (first, "keep"),
    ]


def test_an_undo_of_somebody_else_puts_nothing_of_theirs_in(client, investor, rival):
    client.force_login(investor)
    project = projects.project()
    save_for(investor, project, note="secret")
    token = undo_token(save(client, project, remove="1"))
    client.force_login(rival)
    save(client, project, undo=token)
    assert SavedProject.objects.get(user=rival).note == ""


def test_notes_are_their_writers_alone(client, investor, rival):
    project = projects.project()
    save_for(investor, project, note="our best bid")
    client.force_login(rival)
    save(client, project)
    assert "our best bid" not in client.get(PAGE).content.decode()
    write_note(client, project, "theirs")
    assert SavedProject.objects.get(user=investor).note == "our best bid"


def test_a_note_needs_a_saved_listing(client, db):
    assert write_note(client, projects.project(), "x").status_code == 404


def test_a_long_note_is_refused_and_kept_on_the_form(client, db):
    project = projects.project()
    save(client, project)
    response = write_note(client, project, "é" * 301)
    assert response.status_code == 422
    assert "é" * 301 in response.content.decode()


def test_notes_that_fill_the_cookie_are_refused_in_words(client, db, monkeypatch):
    monkeypatch.setattr(shortlist, "COOKIE_ROOM", 120)
    project = projects.project()
    save(client, project)
    response = write_note(client, project, "".join(chr(0x4E00 + number * 7) for number in range(200)))
    assert response.status_code == 409
    assert "no room for longer notes" in response.content.decode()
    assert kept(client) == [project.code]


def test_an_older_cookie_without_notes_is_still_read(client, db):
    project = projects.project()
    client.cookies[shortlist.COOKIE] = signing.dumps([project.code], salt=shortlist.SALT)
    assert kept(client) == [project.code]


def test_a_withdrawn_listing_is_named_and_can_be_taken_off(client, db):
    project = projects.project(title_en="Gone plant")
    save(client, project)
    type(project).objects.filter(pk=project.pk).update(status="draft", published_at=None)
    page = client.get(PAGE).content.decode()
    assert f"{project.code} has been withdrawn" in page
    assert "Gone plant" not in page
    save(client, project, remove="1")
    assert project.code not in client.get(PAGE).content.decode().replace("undo", "")


def test_the_head_counts_what_is_saved(client, investor):
    project = projects.project()
    save(client, project)
    assert "<sup>1</sup>" in client.get("/en/projects/").content.decode()
    client.force_login(investor)
    assert "<sup>1</sup>" in client.get("/en/projects/").content.decode()
    save(client, project, remove="1")
    assert "<sup>" not in client.get("/en/projects/").content.decode()


def test_the_list_as_csv_carries_notes_that_cannot_run(client, db):
    project = projects.project()
    save(client, project)
    write_note(client, project, "=SUM(1)")
    [row] = csv.DictReader(
        io.StringIO(client.get("/en/shortlist.csv").content.decode().removeprefix("\ufeff"))
    )
    assert (row["Reference"], row["Note"]) == (project.code, "'=SUM(1)")


def shared_address(client) -> str:
    return re.search(
        r'id="link" value="[^"]*(/en/shortlist/shared/[^"]+)"', client.get(PAGE).content.decode()
    )[1]


def test_a_link_shows_the_list_read_only_without_notes(client, investor, rival):
    project = projects.project(title_en="Shared plant")
    save_for(investor, project, note="do not tell")
    client.force_login(investor)
    address = shared_address(client)
    client.logout()
    page = client.get(address).content.decode()
    assert "Shared plant" in page
    assert "do not tell" not in page
    assert investor.email not in page
    assert "Take off" not in page
    assert 'name="robots" content="noindex' in page


def test_a_reader_copies_a_shared_list(client, db):
    own, theirs = projects.project(), projects.project()
    save(client, own)
    response = client.post(reverse("projects:shared", args=[sharing.token_of([own.code, theirs.code])]))
    assert response.url == PAGE
    assert kept(client) == [theirs.code, own.code]


def test_a_shared_list_shows_no_draft(client, db):
    draft = projects.draft(title_en="Secret plant")
    page = client.get(reverse("projects:shared", args=[sharing.token_of([draft.code])])).content.decode()
    assert "Secret plant" not in page
    assert "1 project of the list has been withdrawn" in page


def test_a_link_ends_after_a_month(client, db, monkeypatch):
    address = reverse("projects:shared", args=[sharing.token_of([projects.project().code])])
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today + sharing.timedelta(days=sharing.DAYS))
    assert client.get(address).status_code == 200
    monkeypatch.setattr(clock, "today", lambda: today + sharing.timedelta(days=sharing.DAYS + 1))
    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410


@pytest.mark.parametrize("token", ["forged", "a:b:c"])
def test_a_forged_link_is_nothing(client, db, token):
    assert client.get(f"/en/shortlist/shared/{token}/").status_code == 404
