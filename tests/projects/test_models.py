from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from investguangdong.core import clock
from investguangdong.projects.models import Document, Evidence, Project, ProjectChange, Status
from tests.factories import places, projects

NOBODY = AnonymousUser()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("project_total_in_order", {"total_min": 9, "total_max": 8, "sought_min": None, "sought_max": None}),
        ("project_sought_in_order", {"sought_min": 9, "sought_max": 8}),
        ("project_sought_within_total", {"sought_min": 9, "sought_max": 9, "total_max": 8}),
        ("project_secured_within_total", {"secured": 10**10, "total_max": 10**9, "total_min": None}),
        ("project_amounts_not_negative", {"min_ticket": -1}),
        ("project_land_in_order", {"land_min": 3, "land_max": 2}),
        ("project_equity_in_order", {"equity_min": 50, "equity_max": 40}),
        ("project_modes_are_known", {"modes": ["barter"]}),
        ("project_status_is_known", {"status": "sold"}),
        ("project_stage_is_known", {"stage": "dream"}),
        ("project_point_is_whole", {"lat": Decimal("22.5")}),
        ("project_expires_after_check", {"expires_on": clock.today() - timedelta(days=1)}),
        ("project_published_is_complete", {"title_zh_hans": None}),
        ("project_published_is_complete", {"title_en": ""}),
        ("project_published_is_complete", {"risks_en": None}),
        ("project_published_is_complete", {"modes": []}),
        ("project_published_is_complete", {"officer": None}),
        ("project_published_is_complete", {"publishing_body_en": None}),
        ("project_published_is_complete", {"sought_min": None, "sought_max": None}),
        ("project_published_is_complete", {"verified_on": None}),
        ("project_as_published_names_source", {"status": Status.AS_PUBLISHED}),
        ("project_closed_says_why", {"status": Status.CLOSED}),
    ],
)
def test_database_refuses_a_row_that_breaks_a_rule(db, name, fields):
    project = projects.project()
    for field, value in fields.items():
        setattr(project, field, value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        project.save()


def test_a_published_project_may_say_why_it_has_no_amount(db):
    project = projects.project(sought_min=None, sought_max=None, amount_missing="depends")
    assert project.status == Status.PUBLISHED


def test_codes_come_from_the_database_and_name_the_year(db):
    first, second = projects.project(), projects.project()
    assert first.code.startswith(f"GD-{clock.today().year}-")
    assert int(second.code[-6:]) == int(first.code[-6:]) + 1


def test_a_paper_of_a_kind_is_kept_once(db):
    project = projects.project()
    with pytest.raises(IntegrityError, match="evidence_once_a_kind"), transaction.atomic():
        Evidence.objects.create(project=project, kind="right_to_offer")


def codes(queryset) -> set[str]:
    return set(queryset.values_list("code", flat=True))


def test_visitors_see_listed_and_once_listed_projects_only(db):
    shown = {projects.project().code, projects.as_published().code}
    closed = projects.project(status=Status.CLOSED, outcome="landed", closed_at=clock.now())
    for status in (Status.DRAFT, Status.SUBMITTED, Status.CITY_REVIEW, Status.PROVINCIAL_REVIEW):
        projects.draft(status=status)
    projects.draft(status=Status.PAUSED)
    assert codes(Project.objects.visible_to(NOBODY)) == {*shown, closed.code}


def test_an_officer_sees_drafts_of_her_city_alone(officer, other_officer, province, auditor, investor):
    ours, theirs = projects.draft(city="shenzhen"), projects.draft(city="zhuhai")
    assert codes(Project.objects.visible_to(officer)) == {ours.code}
    assert codes(Project.objects.visible_to(other_officer)) == {theirs.code}
    assert codes(Project.objects.visible_to(province)) == {ours.code, theirs.code}
    assert codes(Project.objects.visible_to(auditor)) == {ours.code, theirs.code}
    assert codes(Project.objects.visible_to(investor)) == set()


def test_the_desk_of_an_officer_leaves_out_other_cities_open_projects(officer, zhuhai):
    ours = projects.project(city="shenzhen")
    projects.project(city="zhuhai")
    assert codes(Project.objects.visible_to(officer).on_desk_of(officer)) == {ours.code}


def test_papers_history_and_documents_follow_their_project(officer, zhuhai):
    hidden = projects.draft(city="zhuhai")
    ProjectChange.objects.create(project=hidden, field="jobs")
    Document.objects.create(project=hidden, title="Plan")
    for model in (Evidence, ProjectChange, Document):
        assert model.objects.filter(project=hidden).exists()
        assert not model.objects.visible_to(NOBODY).exists()
        assert not model.objects.visible_to(officer).exists()


def test_only_a_writer_of_the_city_may_change_its_listing(
    officer, other_officer, auditor, province, investor
):
    project = projects.project(city="shenzhen")
    may = [
        user
        for user in (officer, other_officer, auditor, province, investor)
        if project.can_be_changed_by(user)
    ]
    assert may == [officer, province]


def test_a_listing_leaves_the_lists_by_itself_when_its_check_runs_out(db):
    yesterday = clock.today() - timedelta(days=1)
    late = projects.project(verified_on=yesterday - timedelta(days=90), expires_on=yesterday)
    fresh = projects.project()
    assert codes(Project.objects.listed()) == {fresh.code}
    assert late.is_expired
    assert not late.is_listed


def test_open_now_leaves_out_talks_with_one_firm_and_past_closing_dates(db):
    projects.project(in_negotiation=True)
    projects.project(closes_on=clock.today() - timedelta(days=1))
    last_day = projects.project(closes_on=clock.today())
    assert codes(Project.objects.open_now()) == {last_day.code}
    assert Project.objects.listed().count() == 3


def test_a_card_costs_no_query_of_its_own(db, django_assert_num_queries):
    projects.project(zone=None)
    with django_assert_num_queries(1):
        for project in Project.objects.listed().with_card():
            assert (project.city.slug, project.primary_sector.slug, project.title_pt) is not None
            assert project.amount_range[0]


def test_in_city_is_that_city(db):
    ours = projects.project(city="shenzhen")
    projects.project(city="zhuhai")
    projects.project(city=None)
    assert codes(Project.objects.in_city(places.city("shenzhen"))) == {ours.code}
