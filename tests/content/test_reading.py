"""Updates, answers and contacts."""

from datetime import date, time

import pytest

from investguangdong.content.hours import hours_in, is_open
from investguangdong.content.models import Contact, Update
from investguangdong.core import clock
from tests.factories import content, places

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Hong_Kong", ("09:00", "17:30", 0, 0)),
        ("Europe/Lisbon", ("01:00", "09:30", 0, 0)),
        ("America/New_York", ("20:00", "04:30", -1, 0)),
        ("Pacific/Auckland", ("14:00", "22:30", 0, 0)),
    ],
)
def test_hours_stand_on_the_visitors_clock(zone, shown):
    hours = hours_in(zone, time(9), time(17, 30), TODAY)
    assert (hours.opens, hours.closes, hours.shift, hours.ends_shift) == shown


def test_summer_time_moves_the_hours():
    assert hours_in("Europe/Berlin", time(9), time(17), date(2026, 7, 1)).opens == "03:00"
    assert hours_in("Europe/Berlin", time(9), time(17), TODAY).opens == "02:00"


def test_a_desk_is_open_on_working_days_within_its_hours():
    noon = clock.now().astimezone(clock.BUSINESS_ZONE).replace(hour=12)
    assert is_open(noon, time(9), time(17), is_working=True)
    assert not is_open(noon, time(9), time(17), is_working=False)
    assert not is_open(noon.replace(hour=17, minute=0), time(9), time(17), is_working=True)


def test_updates_move_to_the_archive_after_thirty_months(db):
    old, new = content.update("old", on=date(2024, 5, 1)), content.update("new", on=date(2024, 7, 1))
    assert list(Update.objects.current(TODAY)) == [new]
    assert list(Update.objects.archived(TODAY)) == [old]


def test_feed_holds_current_published_updates(client, db, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    content.update("new", title_en="Seen & read")
    content.update("draft", title_en="Hidden", state="draft")
    content.update("old", title_en="Archived", on=date(2020, 1, 1))
    answer = client.get("/en/updates.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "<title>Seen &amp; read</title>" in answer.text
    assert "Hidden" not in answer.text
    assert "Archived" not in answer.text


def test_answers_are_searched_in_either_script(client, db):
    content.question("a", title_zh_hans="数据可以出境吗", title_zh_hant="數據可以出境嗎")
    content.question("b")
    for word in ("数据", "數據"):
        assert 'data-total="1"' in client.get("/zh-hans/faq/", {"q": word}).text
    assert 'data-total="0"' in client.get("/en/faq/", {"q": "nowhere"}).text


def test_an_unknown_topic_is_set_aside(client, db):
    content.question()
    assert 'data-total="1"' in client.get("/en/faq/", {"topic": "nonsense"}).text


def test_only_people_who_agreed_are_named(client, officer, other_officer):
    content.contact(officer=officer, officer_agreed_on=TODAY, deputy=other_officer)
    shown = client.get("/en/contacts/").text
    assert "Lin Wei" in shown
    assert "He Jing" not in shown


def test_people_who_left_are_not_named(client, officer):
    content.contact(officer=officer, officer_agreed_on=TODAY)
    officer.is_active = False
    officer.save()
    assert "Lin Wei" not in client.get("/en/contacts/").text


def test_contacts_are_found_by_sector_language_and_market(db, shenzhen):
    chips, wind = places.sector("semiconductors"), places.sector("marine-offshore-wind")
    own = content.contact("shenzhen", city=shenzhen, languages=["en", "pt"], markets=["pt-br"])
    own.sectors.add(chips)
    province = content.contact("province")
    assert set(Contact.objects.for_sector(chips)) == {own, province}
    assert set(Contact.objects.for_sector(wind)) == {province}


def test_contacts_page_narrows_and_says_so_when_empty(client, shenzhen):
    content.contact("shenzhen", city=shenzhen, languages=["en", "pt"])
    content.contact("province")
    assert 'data-total="1"' in client.get("/en/contacts/", {"language": "pt"}).text
    empty = client.get("/en/contacts/", {"market": "eu"}).text
    assert 'data-total="0"' in empty
    assert "the provincial desk answers everybody" in empty


def test_a_chosen_zone_is_the_only_one_shown(client, db):
    content.contact()
    shown = client.get("/en/contacts/", {"zone": "America/Sao_Paulo"}).text
    assert shown.count("São Paulo 22:00") == 1
    assert "Lisbon 0" not in shown


@pytest.mark.parametrize("address", ["/en/updates/", "/en/faq/", "/en/contacts/"])
def test_a_list_costs_the_same_for_one_and_for_many(client, address, shenzhen, django_assert_max_num_queries):
    for number in range(12):
        content.update(f"u{number}").cities.add(shenzhen)
        content.question(f"q{number}")
        content.contact(f"c{number}", city=shenzhen).sectors.add(places.sector())
    with django_assert_max_num_queries(12):
        client.get(address)
