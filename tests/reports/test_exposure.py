"""The monthly report on exposure: for who sees the whole province, as a page, a PDF and a spreadsheet."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from investguangdong.insights.exposure import tile
from investguangdong.matching.models import Exposure
from investguangdong.reports import actions
from investguangdong.reports.models import ReportRun
from tests.factories import places

pytestmark = pytest.mark.django_db
MONTH = date(2026, 10, 1)


@pytest.fixture
def recorded(shenzhen):
    shaoguan = places.city("shaoguan")
    for month, outside in [(date(2026, 9, 1), 20), (MONTH, 30)]:
        for city, listings, slots in [(shenzhen, 60, 200 - outside), (shaoguan, 20, outside), (None, 0, 0)]:
            Exposure.objects.create(
                month=month, city=city, listings=listings, slots=slots, lifted=0, shown=8, opened=2
            )


def asked(client, kind: str) -> ReportRun:
    answer = client.post("/en/reports/exposure/2026-10/", {"kind": kind})
    run = ReportRun.objects.get()
    assert answer.url == reverse("reports:run", args=[run.code])
    assert actions.build(run.code)
    run.refresh_from_db()
    return run


def test_the_page_shows_the_latest_month_with_its_figures(client, recorded, province):
    client.force_login(province)
    page = client.get("/en/reports/exposure/").content.decode()
    assert "October 2026" in page
    assert ">1.13<" in page  # 170 of 200 places, 60 of 80 projects
    assert ">0.60<" in page
    assert 'href="/en/reports/exposure/2026-09/"' in page


def test_the_pdf_and_the_spreadsheet_hold_the_same_figures(client, recorded, province):
    client.force_login(province)
    text = PdfReader(BytesIO(asked(client, "pdf").file.read())).pages[0].extract_text()
    assert "Shaoguan" in text
    assert "0.60" in text
    ReportRun.objects.all().delete()
    run = asked(client, "xlsx")
    assert run.file_name == "2026-10-exposure_table-en.xlsx"
    book = load_workbook(BytesIO(run.file.read()))
    row = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "Shaoguan")
    assert (row[1], row[3], row[5]) == (20, 30, pytest.approx(0.6))
    assert [row[0].value for row in book.worksheets[1].rows] == ["Month", "2026-10", "2026-09"]
    file = client.get(reverse("reports:download", args=[run.code]))
    assert file["Content-Type"].endswith("spreadsheetml.sheet")
    assert client.get(reverse("reports:run", args=[run.code])).status_code == 200


@pytest.mark.parametrize("who", ["officer", "investor", None])
def test_who_does_not_see_the_province_finds_nothing(client, recorded, who, request):
    if who:
        client.force_login(request.getfixturevalue(who))
    for address in ("/en/reports/exposure/", "/en/reports/exposure/2026-10/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"kind": "pdf"}).status_code == 404
    assert not ReportRun.objects.exists()


def test_a_month_that_was_never_recorded_is_not_there(client, recorded, auditor):
    client.force_login(auditor)
    assert client.get("/en/reports/exposure/2026-10/").status_code == 200
    for code in ("2026-11", "2026-99", "x"):
        assert client.get(f"/en/reports/exposure/{code}/").status_code == 404


def test_the_province_has_a_tile_with_the_trend_and_others_have_none(recorded, province, officer):
    told = tile(province)
    assert (told["month"], told["fairness"].outside) == (MONTH, pytest.approx(0.6))
    assert told["uneven"] == [("Shaoguan", pytest.approx(0.6))]
    assert [len(piece.split()) for piece in told["pieces"]] == [2]
    assert tile(officer) is None


def test_without_a_recorded_month_there_is_no_tile(province):
    assert tile(province) is None
