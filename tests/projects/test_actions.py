from datetime import timedelta
from decimal import Decimal

import pytest

from investguangdong.audit.models import AuditEntry
from investguangdong.core import clock
from investguangdong.core.models import Change, TranslationState
from investguangdong.places.models import ExchangeRate
from investguangdong.projects import actions
from investguangdong.projects.models import Project, ProjectChange, SavedProject, SavedSearch, Status
from investguangdong.projects.publishing import missing
from tests.factories import places, projects


def soon():
    return clock.today() + timedelta(days=30)


def test_a_change_is_told_to_history_queue_and_audit(officer):
    project = projects.project(jobs=10)
    Change.objects.all().delete()
    changed = actions.change_project(project, by=officer, changes={"jobs": 12, "kind": project.kind})
    row = ProjectChange.objects.get()
    assert (row.field, row.old, row.new, row.by) == ("jobs", "10", "12", officer)
    assert [(c.field, c.old, c.new) for c in Change.objects.all()] == [("jobs", "10", "12")]
    assert AuditEntry.objects.filter(verb="project.change", by=officer).count() == 1
    assert changed.version == project.version + 1


def test_saving_the_same_values_changes_nothing(officer):
    project = projects.project(jobs=10)
    before = ProjectChange.objects.count(), AuditEntry.objects.count()
    same = actions.change_project(project, by=officer, changes={"jobs": 10}, sectors=project.sectors.all())
    assert (ProjectChange.objects.count(), AuditEntry.objects.count()) == before
    assert same.version == project.version


def test_an_old_version_is_refused(officer):
    project = projects.project()
    actions.change_project(project, by=officer, changes={"jobs": 1}, version=project.version)
    with pytest.raises(actions.OldVersion):
        actions.change_project(project, by=officer, changes={"jobs": 2}, version=project.version)
    assert Project.objects.get().jobs == 1


def test_traditional_text_is_a_machine_draft_of_the_simplified(officer):
    project = projects.project(title_zh_hans="软件园区")
    assert project.title_zh_hant == "軟件園區"
    state = TranslationState.objects.get(object_id=str(project.pk), field="title", language="zh-hant")
    assert state.state == TranslationState.State.MACHINE


def test_amounts_in_foreign_money_are_kept_in_yuan_with_the_day_of_the_rate(db):
    ExchangeRate.objects.create(currency="USD", on="2026-01-27", rate=Decimal("7.1"))
    project = projects.project(currency="USD", sought_min=10, sought_max=None)
    project.refresh_from_db()
    assert (project.amount_cny_min, project.amount_cny_max) == (Decimal("71.00"), None)
    assert project.rate_date.isoformat() == "2026-01-27"


def test_publishing_names_all_that_is_missing(officer):
    project = projects.draft(
        status=Status.CITY_REVIEW,
        title_zh_hans="", risks_en="", modes=[], evidence=[], verified_on=clock.today() - timedelta(days=91),
        expires_on=None, sought_min=None, sought_max=None, officer=None, publishing_body_en="",
    )  # fmt: skip
    with pytest.raises(actions.Incomplete) as refused:
        actions.publish_project(project, by=officer)
    assert len(refused.value.missing) == 9
    assert Project.objects.get().status == Status.CITY_REVIEW


def test_the_way_from_draft_to_published(officer, province):
    project = projects.draft()
    assert missing(project) == []
    with pytest.raises(actions.IllegalStep):
        actions.publish_project(project, by=officer)
    project = actions.submit_project(project, by=officer)
    project = actions.review_project(project, by=province, status=Status.CITY_REVIEW)
    project = actions.review_project(project, by=province, status=Status.PROVINCIAL_REVIEW)
    project = actions.publish_project(project, by=province, expires_on=soon())
    assert (project.status, project.expires_on) == (Status.PUBLISHED, soon())
    assert project.published_at is not None
    assert Project.objects.listed().get() == project


def test_a_closed_listing_says_why_and_stays_closed(officer):
    project = actions.close_project(projects.project(), by=officer, outcome="landed", reason="Signed")
    assert (project.outcome, project.closed_at.date()) == ("landed", clock.now().date())
    with pytest.raises(actions.IllegalStep):
        actions.publish_project(project, by=officer)


def test_a_paused_listing_comes_back_with_its_first_date(officer):
    project = projects.project()
    first = project.published_at
    paused = actions.pause_project(project, by=officer, reason="Land survey")
    assert Project.objects.listed().count() == 0
    assert actions.publish_project(paused, by=officer).published_at == first


def test_checking_the_facts_dates_them_anew(officer):
    project = projects.project(verified_on=clock.today() - timedelta(days=80), expires_on=soon())
    checked = actions.verify_project(project, by=officer, expires_on=clock.today() + timedelta(days=90))
    assert (checked.verified_on, checked.verified_by) == (clock.today(), officer)


def test_readiness_follows_the_papers_and_is_told(officer):
    project = projects.draft(kind="land_plot", evidence=[])
    actions.set_evidence(project, by=officer, **projects.RIGHT_TO_OFFER)
    project.refresh_from_db()
    assert project.readiness == 20
    assert ProjectChange.objects.get(field="readiness").new == "20"
    actions.remove_evidence(project, by=officer, kind="right_to_offer")
    project.refresh_from_db()
    assert project.readiness is None


def test_a_changed_sector_is_found_at_once(officer):
    project = projects.project(sector="semiconductors")
    marine = places.sector("marine-offshore-wind")
    actions.change_project(project, by=officer, changes={"primary_sector": marine}, sectors=[marine])
    assert Project.objects.get().sector_ids == [marine.pk]


def test_saving_twice_keeps_one_row_and_the_list_has_an_end(investor, monkeypatch):
    project, other = projects.project(), projects.project()
    assert actions.save_for(investor, project) == actions.save_for(investor, project)
    monkeypatch.setattr(actions.following, "SHORTLIST_LIMIT", 1)
    with pytest.raises(actions.IllegalStep):
        actions.save_for(investor, other)
    assert SavedProject.objects.visible_to(investor).count() == 1


def test_a_shortlist_is_its_owners_alone(investor, rival):
    actions.save_for(investor, projects.project())
    assert SavedProject.objects.visible_to(rival).count() == 0
    actions.save_search(investor, name="Batteries", query="q=battery", digest="daily")
    actions.save_search(investor, name="Battery", query="q=battery", digest="weekly")
    assert [(row.name, row.digest) for row in SavedSearch.objects.visible_to(investor)] == [
        ("Battery", "weekly")
    ]
    assert SavedSearch.objects.visible_to(rival).count() == 0
