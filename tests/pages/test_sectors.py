"""Sector pages and case studies on the reference data as it is shipped."""

import pytest
from django.conf import settings
from django.urls import reverse

from investguangdong.content import loaders
from investguangdong.content.models import CaseStudy, ChainSegment, Milestone, SectorProfile
from investguangdong.core.reference import read
from investguangdong.pages.sectors import rows_named
from investguangdong.places.models import Sector
from investguangdong.projects.models import TrackRecord
from tests.factories import places

DATA = settings.BASE_DIR / "data"


@pytest.fixture
def record(db):
    return TrackRecord.objects.create(source_id="PJ009", kind="landed", title_en="A line", investor="CanSemi")


def test_every_sector_is_described_in_three_languages_and_rests_on_rows_that_exist():
    sectors = {row["lens"] for row in read(DATA, "terms/sector_lenses.csv")}
    described = read(DATA, "content/sectors.csv")
    assert {row["slug"] for row in described} == sectors
    assert all(row[f"summary_{code}"] for row in described for code in ("en", "zh_hans", "pt"))
    known = {row["id"] for row in read(DATA, "projects.csv")}
    steps = read(DATA, "content/value_chain.csv")
    named = {name for row in steps for name in loaders.words(row["basis"])}
    assert {name.split(":")[1] for name in named if name.startswith(("record:", "project:"))} <= known


def test_what_a_step_says_has_a_row_to_rest_on():
    steps = read(DATA, "content/value_chain.csv")
    bare = [row["step"] for row in steps if (row["here_en"] or row["missing_en"]) and not row["basis"]]
    assert bare == []


def test_unknown_is_said_and_not_left_out(client, db):
    profile = SectorProfile.objects.create(
        slug="semiconductors", sector=places.sector("semiconductors"), state="published"
    )
    ChainSegment.objects.create(profile=profile, slug="s-design", name_en="Chip design")
    shown = client.get("/en/sectors/semiconductors/").text
    assert shown.count("unknown</span>") == 2


def test_a_sector_without_words_still_opens(client, db):
    places.sector("low-altitude")
    assert client.get("/en/sectors/low-altitude/").status_code == 200
    assert client.get("/en/sectors/nonsense/").status_code == 404


def test_rows_are_found_by_what_names_them(record):
    found = rows_named({"record:PJ009", "record:PJ999", "cluster:none", "nonsense"}, None)
    assert [name for name in found] == ["record:PJ009"]


def test_every_row_of_the_track_record_has_a_page_that_says_what_the_source_does_not(client, record):
    shown = client.get(reverse("pages:case_study", args=["pj009"])).text
    assert "CanSemi" in shown
    assert "The source does not say. Nobody of the company has told this site yet." in shown
    assert client.get(reverse("pages:case_study", args=["pj998"])).status_code == 404


def test_a_case_study_adds_what_was_hard(client, record):
    study = CaseStudy.objects.create(slug="pj009", record="PJ009", state="published", hard_en="Suppliers.")
    Milestone.objects.create(study=study, when="2026-01", what_en="Begun")
    shown = client.get(study.get_absolute_url()).text
    assert "Suppliers." in shown
    assert "Begun" in shown


def test_a_draft_of_a_case_study_is_not_told(client, record):
    CaseStudy.objects.create(slug="pj009", record="PJ009", hard_en="Not yet public.")
    assert "Not yet public." not in client.get("/en/track-record/pj009/").text


def test_a_sample_says_that_it_is_one(client, db):
    CaseStudy.objects.create(slug="sample-x", is_sample=True, state="published", title_en="X")
    assert 'class="smp"' in client.get("/en/track-record/sample-x/").text


def test_sector_page_has_a_fixed_cost(client, db, django_assert_max_num_queries):
    sector = places.sector("semiconductors")
    profile = SectorProfile.objects.create(slug=sector.slug, sector=sector, state="published")
    for number in range(20):
        ChainSegment.objects.create(
            profile=profile, slug=f"s{number}", name_en="Step", basis=[f"record:PJ{number:03d}"]
        )
        row = TrackRecord.objects.create(source_id=f"PJ{number:03d}", kind="landed", title_en="A line")
        row.sectors.add(sector)
    with django_assert_max_num_queries(18):
        client.get(sector.get_absolute_url())


def test_loading_twice_changes_nothing_and_new_words_become_an_edition(db, tmp_path):
    places.sector("semiconductors")
    Sector.objects.exclude(slug="semiconductors").delete()
    (first,) = loaders.load_pages(DATA)
    (again,) = loaders.load_pages(DATA)
    assert (first.added, again.added, again.unchanged) == (5, 0, 5)
    folder = tmp_path / "content/pages"
    folder.mkdir(parents=True)
    (folder / "about.en.md").write_text("# Other\n\nFirst.\n\nWords.")
    loaders.load_pages(tmp_path)
    page = loaders.Page.objects.get(slug="about")
    assert list(page.editions.values_list("number", "state")) == [(2, "published"), (1, "earlier")]
