import csv
from collections import Counter

import pytest
from django.conf import settings

from investguangdong.core.languages import with_language
from investguangdong.core.reference import read
from investguangdong.core.registry import reference_loaders
from investguangdong.projects.actions import review_project
from investguangdong.projects.loader import load
from investguangdong.projects.models import Project, ProjectChange, Status, TrackRecord

DATA = settings.BASE_DIR / "data"


@pytest.fixture
def reference(db):
    with with_language("en"):
        for name in ("cities", "clusters", "sectors", "zones"):
            reference_loaders.get(name)(DATA)
    return load(DATA)


def copy_of(tmp_path, change):
    """The data with `projects.csv` changed by a function over its rows."""
    rows = change(read(DATA, "projects.csv"))
    with (tmp_path / "projects.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "project_reading.csv").write_bytes((DATA / "project_reading.csv").read_bytes())
    return tmp_path


def test_thirty_three_offers_and_one_in_talks_are_listed_and_the_rest_is_track_record(reference):
    projects = Project.objects.filter(status=Status.AS_PUBLISHED)
    assert (projects.count(), projects.filter(in_negotiation=True).count()) == (34, 1)
    assert Project.objects.listed().count() == 34
    wanted = {"landed": 32, "signed": 13, "allocated": 3, "approved": 1, "pipeline": 6}
    assert Counter(TrackRecord.objects.values_list("kind", flat=True)) == wanted


def test_no_landed_project_is_ever_listed(reference):
    landed = {row["id"] for row in read(DATA, "projects.csv") if row["listing_type"] == "landed project"}
    assert not Project.objects.filter(source_id__in=landed).exists()


def test_each_offer_shows_body_date_source_and_what_nobody_confirmed(reference):
    for project in Project.objects.all():
        assert project.source_body
        assert project.source_date
        assert project.title_zh_hans
        assert project.title_pt
        assert project.verified_on is None
        assert project.to_be_confirmed == (project.source_date.year < 2024)


def test_what_the_source_leaves_open_stays_unknown(reference):
    assert Project.objects.filter(total_min=None, amount_missing="not_stated").count() == 28
    above = Project.objects.get(source_id="PJ007")
    about = Project.objects.get(source_id="PJ028")
    assert (above.total_min, above.total_max) == (200_000_000_000, None)
    assert about.total_min == about.total_max == 5_500_000_000
    assert Project.objects.get(source_id="PJ121").city is None
    assert Project.objects.get(source_id="PJ129").city.slug == "hong-kong"


def test_loading_again_changes_nothing(reference):
    before = dict(Project.objects.values_list("source_id", "code"))
    reports = load(DATA)
    assert [(report.added, report.changed, report.disabled) for report in reports] == [
        (0, [], []),
        (0, [], []),
    ]
    assert dict(Project.objects.values_list("source_id", "code")) == before
    assert not ProjectChange.objects.exists()


def test_a_changed_row_keeps_its_code_and_tells_its_history(reference, tmp_path):
    code = Project.objects.get(source_id="PJ006").code

    def rename(rows):
        return [{**row, "title_en": "Renamed park"} if row["id"] == "PJ006" else row for row in rows]

    load(copy_of(tmp_path, rename))
    project = Project.objects.get(source_id="PJ006")
    assert (project.code, project.title_en) == (code, "Renamed park")
    assert ProjectChange.objects.get(field="title_en").new == "Renamed park"


def test_a_row_that_leaves_the_file_is_taken_off_the_lists_not_deleted(reference, tmp_path):
    load(copy_of(tmp_path, lambda rows: [row for row in rows if row["id"] not in ("PJ006", "PJ001")]))
    assert Project.objects.get(source_id="PJ006").status == Status.PAUSED
    assert TrackRecord.objects.get(source_id="PJ001").disabled_on is not None


def test_a_listing_a_city_has_taken_over_is_left_alone(reference, tmp_path, province):
    project = Project.objects.get(source_id="PJ006")
    review_project(project, by=province, status=Status.CITY_REVIEW)

    def rename(rows):
        return [{**row, "title_en": "Renamed park"} if row["id"] == "PJ006" else row for row in rows]

    load(copy_of(tmp_path, rename))
    project.refresh_from_db()
    assert project.title_en != "Renamed park"
