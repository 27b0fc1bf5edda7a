from datetime import timedelta

import pytest
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.projects.models import Project, Status
from tests.factories import places, projects

LIST = "/admin/projects/project/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def step(client, project, name, **data):
    return client.post(f"{LIST}{project.code}/step/{name}/", {"version": project.version, **data})


def test_an_officer_finds_her_city_alone_on_the_desk(client, officer, zhuhai):
    ours, theirs = projects.draft(city="shenzhen"), projects.project(city="zhuhai")
    client.force_login(officer)
    page = client.get(LIST).content.decode()
    assert ours.code in page
    assert theirs.code not in page
    assert client.get(f"{LIST}{ours.code}/change/").status_code == 200
    assert client.get(f"{LIST}{theirs.code}/step/pause/").status_code == 404


def test_an_auditor_reads_and_takes_no_step(client, auditor):
    project = projects.project()
    client.force_login(auditor)
    assert client.get(f"{LIST}{project.code}/change/").status_code == 200
    assert step(client, project, "pause", reason="x").status_code == 403
    assert Project.objects.get().status == Status.PUBLISHED


def test_publishing_from_the_desk_names_what_is_missing_then_works(client, officer):
    project = projects.draft(status=Status.CITY_REVIEW, risks_en="")
    client.force_login(officer)
    until = (clock.today() + timedelta(days=30)).isoformat()
    refused = step(client, project, "publish", expires_on=until)
    assert refused.status_code == 422
    assert b"At least one risk" in refused.content
    Project.objects.update(risks_en="Floods")
    assert step(client, project, "publish", expires_on=until).status_code == 302
    assert Project.objects.get().status == Status.PUBLISHED


def test_an_impossible_step_and_an_old_version_are_refused_with_a_sentence(client, officer):
    project = projects.project()
    client.force_login(officer)
    assert step(client, project, "submit").status_code == 409
    project.version = 99
    assert step(client, project, "pause", reason="Survey").status_code == 409


def test_a_listing_cannot_be_shown_longer_than_its_check_lasts(client, officer):
    project = projects.project()
    client.force_login(officer)
    late = (clock.today() + timedelta(days=91)).isoformat()
    assert step(client, project, "verify", expires_on=late).status_code == 422


def test_an_officer_offers_only_cities_she_may_write(client, officer, zhuhai):
    client.force_login(officer)
    form = client.get(reverse("admin:projects_project_add")).context["adminform"].form
    assert list(form.fields["city"].queryset) == [places.city("shenzhen")]
