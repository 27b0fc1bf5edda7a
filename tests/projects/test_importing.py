"""Listings from a file: read without trust, checked by row and column, taken over whole or not at all."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from investguangdong.audit.models import AuditEntry
from investguangdong.projects import actions
from investguangdong.projects.importing import template
from investguangdong.projects.importing.columns import heading
from investguangdong.projects.importing.tables import BadFile, read
from investguangdong.projects.models import ImportRun, Project, ProjectChange, Review, Status
from tests.factories import accounts, places, projects

HEADER = "source_id,kind,city,primary_sector,title_en,title_zh_hans,sought_min,sought_max,modes"
GOOD = (
    "SZ-1,greenfield,shenzhen,semiconductors,Chip plant,芯片工厂,80000000,120000000,joint_venture; land_lease"
)


@pytest.fixture(autouse=True)
def _reference(shenzhen):
    places.sector("semiconductors")
    places.sector("new-energy-storage")


def csv_of(*lines, header=HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def check(content, *, by, name="listings.csv", **options):
    return actions.check_import(by=by, name=name, content=content, **options)


def mistakes(content, *, by, **options):
    _run, plan = check(content, by=by, **options)
    return [(one.row, one.column, one.sentence) for one in plan.mistakes]


def book_of(rows) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def test_a_check_writes_no_listing_and_taking_over_makes_drafts(officer):
    run, plan = check(csv_of(GOOD), by=officer)
    assert (plan.mistakes, Project.objects.count(), run.created) == ([], 0, 1)
    done = actions.run_import(run, by=officer)
    row = Project.objects.get()
    assert (row.status, row.created_by, row.title_zh_hant, row.modes) == (
        Status.DRAFT, officer, "晶片工廠", ["joint_venture", "land_lease"],
    )  # fmt: skip
    assert (done.state, done.content, len(done.sha256)) == (ImportRun.State.DONE, None, 64)
    assert AuditEntry.objects.get(verb="import.done").changes["created"]["new"] == 1


def test_the_same_file_a_second_time_changes_nothing(officer):
    for created, unchanged in ((1, 0), (0, 1)):
        run, _plan = check(csv_of(GOOD), by=officer)
        run = actions.run_import(run, by=officer)
        assert (run.created, run.changed, run.unchanged) == (created, 0, unchanged)
    assert (Project.objects.count(), ProjectChange.objects.count()) == (1, 0)


def test_a_known_listing_is_changed_with_its_history(officer):
    project = projects.draft(jobs=5)
    run, plan = check(csv_of(f"{project.code},12", header="code,jobs"), by=officer)
    actions.run_import(run, by=officer)
    assert (plan.counts["changed"], Project.objects.get().jobs) == (1, 12)
    assert ProjectChange.objects.get(field="jobs").by == officer


def test_changes_of_a_public_listing_wait_for_a_second_person_and_once_only(officer):
    project = projects.project(jobs=5)
    content = csv_of(f"{project.code},12", header="code,jobs")
    run, plan = check(content, by=officer)
    assert plan.counts["held"] == 1
    actions.run_import(run, by=officer)
    assert Project.objects.get().jobs == 5
    assert Review.objects.get().proposal == {"jobs": 12}
    assert check(content, by=officer)[1].counts["unchanged"] == 1


def test_every_mistake_names_its_row_and_column(officer):
    bad = csv_of(
        GOOD,
        "SZ-2,castle,shenzhen,semiconductors,A,甲,x,5,joint_venture",
        "SZ-1,fund,shenzhen,semiconductors,A,甲,9,5,flying",
        ",fund,shenzhen,nonsense,=1+1,甲,1,5,",
    )
    found = mistakes(bad, by=officer)
    assert [(row, column) for row, column, _sentence in found] == [
        (3, "B"), (3, "G"), (4, "A"), (4, "I"), (4, "H"), (5, ""), (5, "D"), (5, "E"),
    ]  # fmt: skip
    assert all(sentence.endswith(".") for _row, _column, sentence in found)
    assert Project.objects.count() == 0
    assert ImportRun.objects.get().state == ImportRun.State.REFUSED


def test_unknown_and_double_columns_are_named_before_anything_else(officer):
    found = mistakes(csv_of("SZ-1,x,y,z", header="source_id,Colour,jobs,jobs"), by=officer)
    assert [(row, column) for row, column, _sentence in found] == [(1, "B"), (1, "C")]


def test_a_row_of_another_city_is_a_mistake_not_a_new_listing(officer, zhuhai):
    theirs = projects.project(city="zhuhai", source_id="ZH-1", jobs=5)
    rows = csv_of(
        f"{theirs.code},,zhuhai,9",
        ",ZH-1,,9",
        ",SZ-9,zhuhai,9",
        header="code,source_id,city,jobs",
    )
    found = mistakes(rows, by=officer)
    assert {row for row, _column, _sentence in found} == {2, 3, 4}
    assert Project.objects.get().jobs == 5


def test_an_empty_cell_changes_nothing_and_a_hyphen_empties(officer):
    project = projects.draft(jobs=5, place_note="North")
    run, _plan = check(csv_of(f"{project.code},,-", header="code,jobs,place_note"), by=officer)
    actions.run_import(run, by=officer)
    row = Project.objects.get()
    assert (row.jobs, row.place_note) == (5, "")


def test_one_bad_row_keeps_all_others_out(officer):
    run, plan = check(csv_of(GOOD, "SZ-2,castle,shenzhen,,A,甲,1,2,"), by=officer)
    assert len(plan.mistakes) == 1
    with pytest.raises(actions.IllegalStep):
        actions.run_import(run, by=officer)
    assert Project.objects.count() == 0


def test_what_changed_since_the_check_is_checked_again(officer, zhuhai):
    project = projects.draft(jobs=5)
    run, _plan = check(csv_of(f"{project.code},9", header="code,jobs"), by=officer)
    Project.objects.update(city=zhuhai)
    with pytest.raises(actions.IllegalStep):
        actions.run_import(run, by=officer)
    assert Project.objects.get().jobs == 5


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_headings_may_be_in_english_or_chinese(officer, language):
    with override(language):
        header = ",".join(heading(name) for name in ("source_id", "kind", "city", "title_zh_hans"))
    run, plan = check(csv_of("SZ-1,greenfield,shenzhen,工厂", header=header), by=officer)
    assert (plan.mistakes, run.created) == ([], 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_is_read_in_the_encodings_of_spreadsheets(encoding):
    content = f"{HEADER}\n{GOOD}".encode(encoding)
    assert read(content, "a.csv").rows[0].cells[5] == "芯片工厂"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"\xff\xff\xff\xff\x81"),
        ("a.csv", b'a,b\n"open'),
        ("a.csv", b"a,b\nx\x00,y"),
        ("a.csv", b"a,b"),
        ("a.csv", b"a" * (5 * 1024 * 1024 + 1)),
        ("a.csv", b"source_id\n" + b"x\n" * 5001),
        ("a.xlsx", b"no zip"),
        ("a.csv", b"PK\x03\x04rest"),
        ("a.xlsx", b"PK\x03\x04rest"),
    ],
    ids=["empty", "encoding", "quotes", "nul", "no rows", "large", "long", "no zip", "zip as csv", "broken"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(name, content):
    with pytest.raises(BadFile, match=r"\.$"):
        read(content, name)


def archive_with(name: str, content: bytes) -> bytes:
    packed = io.BytesIO(book_of([["source_id"], ["a"]]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_bomb_and_document_types_are_refused_before_they_are_unpacked():
    for packed in (
        archive_with("xl/media/x.bin", b"\0" * 61 * 1024 * 1024),
        archive_with("xl/evil.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
    ):
        with pytest.raises(BadFile):
            read(packed, "a.xlsx")


def test_a_formula_is_pointed_at_in_both_kinds_of_file(officer):
    rows = [
        ["source_id", "kind", "title_zh_hans", "city", "jobs"],
        ["SZ-1", "fund", "甲", "shenzhen", "=1+1"],
    ]
    found = mistakes(book_of(rows), by=officer, name="a.xlsx")
    assert [(row, column) for row, column, _sentence in found] == [(2, "E")]
    found = mistakes(
        csv_of('SZ-1,fund,甲,shenzhen,=HYPERLINK("http://x")', header=",".join(rows[0])), by=officer
    )
    assert [(row, column) for row, column, _sentence in found] == [(2, "E")]


def test_both_templates_can_be_filled_in_and_sent_back(officer):
    book = openpyxl.load_workbook(io.BytesIO(template.as_workbook()))
    assert len(book.worksheets) == 2
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    values = {"source_id": "SZ-1", "kind": "fund", "title_zh_hans": "基金", "city": "shenzhen"}
    sheet.append([values.get(name) for name in names])
    content = io.BytesIO()
    book.save(content)
    run, plan = check(content.getvalue(), by=officer, name="listings.xlsx")
    assert (plan.mistakes, run.created) == ([], 1)
    assert template.as_csv().decode("utf-8-sig").startswith("code,source_id,title_en")


def test_new_rows_of_a_sample_file_are_marked_as_samples(officer):
    run, _plan = check(csv_of(GOOD), by=officer, is_sample=True)
    actions.run_import(run, by=officer)
    assert Project.objects.get().is_sample


def test_a_long_table_is_taken_over_by_a_worker(officer, monkeypatch):
    monkeypatch.setattr(actions.importing, "AT_ONCE", 0)
    run, _plan = check(csv_of(GOOD), by=officer)
    assert actions.start_import(run, by=officer).state == ImportRun.State.RUNNING
    assert Project.objects.count() == 0
    assert actions.run_started_imports() == 1
    assert ImportRun.objects.get().state == ImportRun.State.DONE
    assert Project.objects.count() == 1


def test_the_page_checks_then_takes_over_and_shows_mistakes(client, officer):
    client.force_login(officer)
    bad = client.post(
        "/admin/projects/importrun/add/", {"file": SimpleUploadedFile("a.csv", csv_of("SZ-2,castle,,,,,,,"))}
    )
    assert bad.status_code == 422
    assert b'data-row="2" data-column="B"' in bad.content
    good = client.post("/admin/projects/importrun/add/", {"file": SimpleUploadedFile("a.csv", csv_of(GOOD))})
    assert good.status_code == 302
    assert client.get(good.url).status_code == 200
    assert client.post(f"{good.url}take/").status_code == 302
    assert Project.objects.count() == 1
    assert client.post(f"{good.url}take/").status_code == 409


def test_only_who_may_write_imports_and_nobody_takes_over_anothers_file(client, officer, auditor):
    run, _plan = check(csv_of(GOOD), by=officer)
    client.force_login(auditor)
    address = f"/admin/projects/importrun/{run.token}/"
    assert client.get("/admin/projects/importrun/add/").status_code == 403
    assert client.get(address).status_code == 200
    assert client.post(f"{address}take/").status_code == 403
    deputy = accounts.officer("deputy@example.com", city=places.city("shenzhen"))
    client.force_login(deputy)
    assert client.get(address).status_code == 404
