"""Followers hear what changed; saved searches tell what is new. Nothing twice, nothing that may not be read."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from investguangdong.core import clock
from investguangdong.core.models import Change
from investguangdong.notifications import delivery
from investguangdong.notifications.actions import choose_frequency
from investguangdong.notifications.digests import next_digest
from investguangdong.notifications.models import Message
from investguangdong.projects import actions, tasks
from investguangdong.projects.actions import telling
from investguangdong.projects.models import Follow, Project, SavedSearch, SearchHit
from tests.factories import places, projects

# A Saturday noon in Guangdong, so that digests have a known hour.
NOON = datetime(2026, 11, 28, 12, tzinfo=clock.BUSINESS_ZONE)
SUNDAY_NINE = datetime(2026, 11, 29, 9, tzinfo=clock.BUSINESS_ZONE)
MONDAY_NINE = datetime(2026, 11, 30, 9, tzinfo=clock.BUSINESS_ZONE)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    def travel(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    travel(NOON)
    return travel


@pytest.fixture
def project(officer):
    return projects.project(jobs=10, officer=officer)


def later(**span):
    return NOON + timedelta(**span)


def told(user) -> list[str]:
    """Subjects of the letters that went to a person, oldest first."""
    delivery.drain()
    return [letter.subject for letter in mail.outbox if letter.to == [user.email]]


def test_a_follower_reads_old_and_new_value_in_words(at, project, investor, officer):
    actions.follow(project, by=investor)
    actions.change_project(project, by=officer, changes={"jobs": 12})
    tasks.tell()
    at(later(hours=1))
    tasks.tell()
    assert told(investor) == [f"{project.code}: Jobs expected → 12"]
    assert "Jobs expected: 10 → 12" in mail.outbox[-1].body
    assert Message.objects.inbox_of(investor).count() == 1


def test_changes_of_one_hour_are_one_letter_and_no_run_tells_twice(at, project, investor, officer):
    actions.follow(project, by=investor)
    for minutes, jobs in ((0, 11), (20, 12), (59, 13)):
        at(later(minutes=minutes))
        actions.change_project(project, by=officer, changes={"jobs": jobs})
        tasks.tell()
    assert told(investor) == []
    for minutes in (60, 61, 300):
        at(later(minutes=minutes))
        tasks.tell()
    assert told(investor) == [f"{project.code}: 3 facts changed"]


def test_a_withdrawal_is_told_at_once(project, investor, officer):
    actions.follow(project, by=investor)
    actions.close_project(project, by=officer, outcome="withdrawn", reason="The plot is reserved")
    tasks.tell()
    assert told(investor) == [f"{project.code}: 3 facts changed"]
    assert "Status: Open → Closed" in mail.outbox[-1].body


def test_a_run_that_died_after_writing_tells_nothing_twice(at, project, investor, officer):
    actions.follow(project, by=investor)
    actions.change_project(project, by=officer, changes={"jobs": 12})
    tasks.tell()
    at(later(hours=1))
    before = Follow.objects.get()
    tasks.tell()
    Follow.objects.filter(pk=before.pk).update(due_at=before.due_at, told_change=before.told_change)
    tasks.tell()
    assert Message.objects.filter(kind="listing_changed").count() == 1


@pytest.mark.parametrize(("frequency", "due"), [("daily", SUNDAY_NINE), ("weekly", MONDAY_NINE)])
def test_a_digest_gathers_all_listings_until_its_hour(at, investor, officer, frequency, due):
    choose_frequency("listing_changed", address=investor.email, frequency=frequency)
    for number in range(2):
        project = projects.project(officer=officer, jobs=10)
        actions.follow(project, by=investor)
        actions.change_project(project, by=officer, changes={"jobs": 20 + number})
    tasks.tell()
    at(due - timedelta(minutes=1))
    tasks.tell()
    assert told(investor) == []
    at(due)
    tasks.tell()
    tasks.tell()
    assert told(investor) == ["2 listings you follow have changed"]


def test_who_wants_no_mail_still_finds_it_in_the_inbox(at, project, investor, officer):
    choose_frequency("listing_changed", address=investor.email, frequency="off")
    actions.follow(project, by=investor)
    actions.change_project(project, by=officer, changes={"jobs": 12})
    tasks.tell()
    at(later(hours=1))
    tasks.tell()
    assert told(investor) == []
    assert [row.state for row in Message.objects.inbox_of(investor)] == ["muted"]


def test_what_the_public_may_not_read_is_no_news(at, project, investor, officer, other_officer):
    actions.follow(project, by=investor)
    actions.change_project(
        project, by=officer, changes={"deputy": other_officer, "lat": 22.5, "lon": 114, "precision": "city"}
    )
    tasks.tell()
    at(later(hours=2))
    tasks.tell()
    assert told(investor) == []


def test_what_was_changed_before_it_was_public_is_no_news(at, investor, officer):
    draft = projects.draft(officer=officer, status="city_review")
    Follow.objects.create(user=investor, project=draft)
    draft = actions.change_project(draft, by=officer, changes={"jobs": 77})
    at(later(hours=1))
    actions.publish_project(draft, by=officer)
    tasks.tell()
    at(later(hours=3))
    tasks.tell()
    assert told(investor) == [f"{draft.code}: Status → Open"]
    assert "77" not in mail.outbox[-1].body


def test_a_listing_that_left_the_public_between_writing_and_sending_is_not_told(
    at, project, investor, officer
):
    actions.follow(project, by=investor)
    actions.change_project(project, by=officer, changes={"jobs": 12})
    tasks.tell()
    at(later(hours=1))
    tasks.tell()
    Project.objects.update(status="draft")
    assert told(investor) == []
    assert Message.objects.get(kind="listing_changed").state == Message.State.DROPPED


def test_nobody_is_told_of_her_own_change_and_samples_are_nobodys_news(
    at, project, officer, investor, settings
):
    settings.DEMO = False
    actions.follow(project, by=officer)
    actions.change_project(project, by=officer, changes={"jobs": 12})
    sample = projects.project(is_sample=True, sample_key="S1", officer=officer)
    actions.follow(sample, by=investor)
    actions.change_project(sample, by=officer, changes={"jobs": 12})
    tasks.tell()
    at(later(hours=1))
    tasks.tell()
    assert Message.objects.count() == 0


def test_the_letter_speaks_the_readers_language_and_takes_the_text_she_reads(at, project, investor, officer):
    investor.language = "zh-hans"
    investor.save()
    actions.follow(project, by=investor)
    actions.change_project(
        project,
        by=officer,
        changes={"title_en": "Battery works", "title_zh_hans": "电池二厂", "city": places.city("zhuhai")},
    )
    tasks.tell()
    at(later(hours=1))
    tasks.tell()
    told(investor)
    body = mail.outbox[-1].body
    assert "电池工厂 → 电池二厂" in body
    assert "深圳 → 珠海" in body
    assert "Battery works" not in body


def test_the_shortlist_follows_and_taking_off_ends_it(project, investor):
    actions.save_for(investor, project)
    assert Follow.objects.get().is_from_shortlist
    actions.unsave_for(investor, project.code)
    assert not Follow.objects.exists()
    actions.save_for(investor, project)
    actions.follow(project, by=investor)
    actions.unsave_for(investor, project.code)
    assert Follow.objects.get().user == investor


def test_a_stranger_signs_in_and_comes_back_to_follow(client, project, investor):
    address = reverse("projects:follow", args=[project.code])
    answer = client.get(address)
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={address}"
    client.force_login(investor)
    assert client.get(address).status_code == 200
    assert not Follow.objects.exists()
    client.post(address)
    assert Follow.objects.get().project == project
    client.post(address, {"remove": "1"})
    assert not Follow.objects.exists()


def test_a_draft_cannot_be_followed_by_a_stranger_to_it(client, investor):
    client.force_login(investor)
    assert client.post(reverse("projects:follow", args=[projects.draft().code])).status_code == 404


# Saved searches


def saved(user, query="city=shenzhen", digest="instant", name="Shenzhen") -> SavedSearch:
    return actions.save_search(user, name=name, query=query, digest=digest)


def test_a_search_tells_what_is_new_and_nothing_twice(at, project, investor):
    saved(investor)
    at(later(minutes=10))
    new = projects.project(title_en="Cathode plant")
    projects.project(city="zhuhai")
    for minutes in (10, 11, 20):
        at(later(minutes=minutes))
        tasks.tell()
    assert told(investor) == ["1 new project for “Shenzhen”"]
    assert new.code in mail.outbox[-1].body
    assert project.code not in mail.outbox[-1].body


def test_a_listing_that_was_moved_into_the_search_is_new_to_it(at, investor, officer):
    far = projects.project(city="zhuhai")
    saved(investor)
    at(later(minutes=10))
    actions.change_project(far, by=officer, changes={"city": places.city("shenzhen")})
    tasks.tell()
    at(later(minutes=20))
    actions.change_project(far, by=officer, changes={"jobs": 99})
    tasks.tell()
    assert told(investor) == ["1 new project for “Shenzhen”"]


def test_a_listing_committed_after_the_last_look_but_dated_before_it_is_found(at, investor):
    saved(investor)
    at(later(minutes=10))
    tasks.tell()
    SavedSearch.objects.update(last_told_at=later(minutes=10))
    at(later(minutes=9))
    projects.project()
    at(later(minutes=11))
    tasks.tell()
    assert told(investor) == ["1 new project for “Shenzhen”"]


@pytest.mark.parametrize(("digest", "due"), [("daily", SUNDAY_NINE), ("weekly", MONDAY_NINE)])
def test_a_search_waits_for_its_hour(at, investor, digest, due):
    saved(investor, digest=digest)
    at(later(minutes=10))
    projects.project()
    for moment in (later(minutes=10), due - timedelta(minutes=1), due, due + timedelta(minutes=5)):
        at(moment)
        tasks.tell()
    assert told(investor) == ["1 new project for “Shenzhen”"]
    assert SavedSearch.objects.get().due_at == due + timedelta(days=7 if digest == "weekly" else 1)


def test_a_search_without_mail_tells_nothing(at, investor):
    saved(investor, digest="off")
    at(later(minutes=10))
    projects.project()
    at(later(days=8))
    tasks.tell()
    assert not Message.objects.exists()


def test_a_search_whose_filter_is_no_longer_known_does_not_match_everything(at, investor):
    saved(investor, query="zone=dissolved")
    at(later(minutes=10))
    projects.project()
    tasks.tell()
    assert told(investor) == []


def test_only_filters_that_are_known_are_saved(client, investor, shenzhen):
    client.force_login(investor)
    query = "city=shenzhen&city=atlantis&page=3&view=map&utm=x"
    client.post(reverse("projects:search_save"), {"query": query, "name": "S", "digest": "daily"})
    assert SavedSearch.objects.get().query == "city=shenzhen"


def test_ten_results_are_named_and_the_rest_is_counted(at, investor, officer):
    saved(investor)
    at(later(minutes=10))
    rows = [projects.project(officer=officer, title_en=f"Plant {number}") for number in range(12)]
    tasks.tell()
    assert told(investor) == ["12 new projects for “Shenzhen”"]
    body = mail.outbox[-1].body
    assert sum(row.code in body for row in rows) == 10
    assert "And 2 more in the list." in body


def test_a_run_that_broke_leaves_no_mark_and_no_letter(at, investor, monkeypatch):
    saved(investor)
    at(later(minutes=10))
    projects.project()
    telling.note_changes()

    def broken(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(telling, "notify", broken)
        with pytest.raises(RuntimeError):
            telling.tell_searches()
    assert (SearchHit.objects.count(), SavedSearch.objects.get().last_told_at) == (0, None)
    telling.tell_searches()
    assert told(investor) == ["1 new project for “Shenzhen”"]


def test_results_that_are_gone_when_the_letter_is_sent_are_left_out(at, investor, officer):
    saved(investor)
    at(later(minutes=10))
    project = projects.project()
    tasks.tell()
    actions.pause_project(project, by=officer, reason="Survey")
    assert told(investor) == []


def test_one_click_in_the_mail_stops_this_search_only(at, client, investor):
    places.city("zhuhai")
    saved(investor)
    other = saved(investor, query="city=zhuhai", name="Zhuhai")
    at(later(minutes=10))
    projects.project()
    tasks.tell()
    told(investor)
    address = mail.outbox[-1].message()["List-Unsubscribe"].strip("<>")
    path = "/" + address.split("/", 3)[3]
    client.get(path)
    assert SavedSearch.objects.get(name="Shenzhen").digest == "instant"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert SavedSearch.objects.get(name="Shenzhen").digest == "off"
    other.refresh_from_db()
    assert other.digest == "instant"


def test_a_saved_search_is_renamed_slowed_and_deleted_by_its_owner_only(client, investor, rival):
    search = saved(investor)
    address = reverse("projects:search_change", args=[search.key])
    client.force_login(rival)
    assert client.post(address, {"remove": "1"}).status_code == 404
    client.force_login(investor)
    assert client.post(address, {"name": "", "digest": "daily"}).status_code == 422
    client.post(address, {"name": "Bay", "digest": "weekly"})
    search.refresh_from_db()
    assert (search.name, search.digest, search.due_at) == ("Bay", "weekly", MONDAY_NINE)
    client.post(address, {"remove": "1"})
    assert not SavedSearch.objects.exists()


def test_every_change_is_read_once_however_often_the_job_runs(project, officer):
    actions.change_project(project, by=officer, changes={"jobs": 12})
    assert telling.note_changes() == Change.objects.filter(topic="projects").count()
    assert telling.note_changes() == 0


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [("instant", NOON), ("daily", SUNDAY_NINE), ("weekly", MONDAY_NINE), ("off", None)],
)
def test_when_a_digest_goes(frequency, expected):
    assert next_digest(frequency, NOON) == expected


def test_a_digest_never_goes_twice_in_its_minute():
    assert next_digest("daily", SUNDAY_NINE) == SUNDAY_NINE + timedelta(days=1)
    assert next_digest("weekly", MONDAY_NINE) == MONDAY_NINE + timedelta(days=7)
