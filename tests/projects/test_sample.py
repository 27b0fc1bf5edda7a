from datetime import date

import pytest

from investguangdong.core.models import TranslationState
from investguangdong.projects import sample
from investguangdong.projects.models import Evidence, Kind, Project, Status
from investguangdong.projects.sampling import words
from tests.factories import accounts, places

TODAY = date(2026, 11, 28)
PLACES = ("guangzhou", "shenzhen", "zhuhai", "dongguan", "shaoguan")


@pytest.fixture
def desks(db):
    for slug in PLACES:
        accounts.officer(city=places.city(slug))
    for slug in words.PRODUCTS:
        places.sector(slug)


def told(projects) -> list:
    fields = ("sample_key", "title_en", "title_pt", "sought_min", "readiness", "city__slug", "risks_zh_hant")
    return list(projects.order_by("sample_key").values_list(*fields))


def test_listings_are_samples_complete_and_in_four_languages(desks):
    made = sample.make(seed=1, today=TODAY, projects=40)
    assert made["projects"] == 40
    listed = Project.objects.filter(status=Status.PUBLISHED)
    assert {project.city.slug for project in listed} == set(PLACES)
    assert {project.kind for project in listed} == set(Kind.values)
    for project in listed:
        assert project.is_sample
        assert all((project.title_en, project.title_zh_hans, project.title_zh_hant, project.title_pt))
        assert (
            "{" not in project.title_en + project.summary_pt + project.description_zh_hans + project.asked_en
        )
        assert "None" not in project.summary_en + project.asked_pt + project.description_en
        assert "sample" in project.publishing_body_en
    assert (
        TranslationState.objects.filter(field="title", language="zh-hant").count() == Project.objects.count()
    )


def test_the_same_seed_makes_the_same_rows_and_a_second_run_none(desks):
    sample.make(seed=1, today=TODAY, projects=20)
    first = told(Project.objects.all())
    sample.make(seed=1, today=TODAY, projects=20)
    assert told(Project.objects.all()) == first
    Project.objects.all().delete()
    sample.make(seed=1, today=TODAY, projects=20)
    assert told(Project.objects.all()) == first
    sample.make(seed=2, today=TODAY, projects=20)
    assert told(Project.objects.filter(sample_key__startswith="2")) != first


def test_very_many_go_by_copy_and_are_the_same_listings(desks, monkeypatch):
    sample.make(seed=1, today=TODAY, projects=20)
    slow = told(Project.objects.filter(status=Status.PUBLISHED))
    papers = Evidence.objects.filter(project__status=Status.PUBLISHED).count()
    Project.objects.all().delete()
    monkeypatch.setattr(sample, "BY_ACTION", 0)
    sample.make(seed=1, today=TODAY, projects=20)
    sample.make(seed=1, today=TODAY, projects=20)
    assert told(Project.objects.all()) == slow
    assert Evidence.objects.count() == papers
    project = Project.objects.order_by("pk").first()
    assert project.sectors.exists()
    assert project.code.startswith("GD-2026-")
    assert Project.objects.exclude(entry__words=None).count() == 20


def test_a_demonstration_that_runs_for_months_keeps_its_listings(desks):
    sample.make(seed=1, today=date(2025, 1, 1), projects=5)
    assert Project.objects.listed().count() == 0
    sample.make(seed=1, projects=5)
    assert Project.objects.listed().count() == 5
