import csv
from collections import Counter

import pytest
from django.conf import settings

from investguangdong.core.languages import with_language
from investguangdong.core.reference import read
from investguangdong.core.registry import reference_loaders
from investguangdong.projects.actions import pause_project
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


def test_offers_are_listed_as_published_and_the_rest_is_track_record(reference):
    projects = Project.objects.filter(status=Status.AS_PUBLISHED)
    assert (projects.count(), projects.filter(in_negotiation=True).count()) == (34, 1)
    wanted = {"landed": 32, "signed": 13, "allocated": 3, "approved": 1, "pipeline": 6}
    assert Counter(TrackRecord.objects.values_list("kind", flat=True)) == wanted
    landed = {row["id"] for row in read(DATA, "projects.csv") if row["listing_type"] == "landed project"}
    assert not Project.objects.filter(source_id__in=landed).exists()
    for project in projects:
        assert all((project.source_body, project.source_date, project.title_zh_hans, project.title_pt))
        assert project.verified_on is None
        assert project.to_be_confirmed == (project.source_date.year < 2024)
    assert projects.filter(total_min=None, amount_missing="not_stated").count() == 28
    above, about = (projects.get(source_id=code) for code in ("PJ007", "PJ028"))
    assert (above.total_min, above.total_max) == (200_000_000_000, None)
    assert about.total_min == about.total_max == 5_500_000_000
    assert projects.get(source_id="PJ121").city is None
    assert projects.get(source_id="PJ129").city.slug == "hong-kong"


def test_loading_again_changes_nothing(reference):
    before = dict(Project.objects.values_list("source_id", "code"))
    reports = load(DATA)
    assert [(report.added, report.changed, report.disabled) for report in reports] == [
        (0, [], []),
        (0, [], []),
    ]
    assert dict(Project.objects.values_list("source_id", "code")) == before
    assert not ProjectChange.objects.exists()


def test_the_file_changes_rows_takes_them_off_and_leaves_taken_over_ones_alone(reference, tmp_path, province):
    code = Project.objects.get(source_id="PJ006").code
    taken = Project.objects.get(source_id="PJ012")
    pause_project(taken, by=province, reason="Being confirmed")
    gone = ("PJ018", "PJ001")

    def change(rows):
        kept = [row for row in rows if row["id"] not in gone]
        return [{**row, "title_en": "Renamed"} if row["id"] in ("PJ006", "PJ012") else row for row in kept]

    load(copy_of(tmp_path, change))
    renamed = Project.objects.get(source_id="PJ006")
    assert (renamed.code, renamed.title_en) == (code, "Renamed")
    assert ProjectChange.objects.get(project=renamed, field="title_en").new == "Renamed"
    assert Project.objects.get(source_id="PJ018").status == Status.PAUSED
    assert TrackRecord.objects.get(source_id="PJ001").disabled_on is not None
    assert Project.objects.get(source_id="PJ012").title_en != "Renamed"
