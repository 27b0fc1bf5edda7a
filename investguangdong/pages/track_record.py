"""What others have built, signed or announced: facts with their source, never an offer."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.core.languages import best
from investguangdong.pages.spreadsheet import csv_response
from investguangdong.places.models import City, Sector
from investguangdong.projects.models import TrackRecord
from investguangdong.projects.records import RecordFilter


def _shown(request: HttpRequest) -> tuple[RecordFilter, list[TrackRecord]]:
    every = TrackRecord.objects.visible_to(request.user)
    form = RecordFilter(
        request.GET,
        rows={
            "sector": Sector.objects.visible_to(request.user).filter(track_record__in=every).distinct(),
            "city": City.objects.visible_to(request.user).filter(track_record__in=every).distinct(),
        },
        years=every.years(),
    )
    return form, list(form.apply(every).select_related("city").prefetch_related("sectors"))


def _sum(records: list[TrackRecord], field: str) -> tuple[Decimal, int]:
    known = [value for record in records if (value := getattr(record, field)) is not None]
    return sum(known, Decimal(0)), len(known)


@require_safe
def track_record(request: HttpRequest) -> HttpResponse:
    form, records = _shown(request)
    context = {
        "section": "places",
        "form": form,
        "records": records,
        "announced": _sum(records, "amount_cny"),
        "realised": _sum(records, "realised_cny"),
    }
    return render(request, "pages/track_record.html", context)


COLUMNS = (
    "source_id", "title", "kind", "city", "place", "sectors", "investor", "announced_cny", "announced_as_published",
    "realised_cny", "realised_by", "stage", "source_date", "source_date_is", "source_url", "confidence",
)  # fmt: skip


@require_safe
def track_record_csv(request: HttpRequest) -> HttpResponse:
    _form, records = _shown(request)
    return csv_response("track-record.csv", COLUMNS, map(_cells, records))


def _cells(record: TrackRecord) -> list:
    return [
        record.source_id, best(record, "title").text, record.kind, record.city.slug if record.city else "province",
        record.place_note, ";".join(sector.slug for sector in record.sectors.all()), record.investor,
        record.amount_cny, best(record, "amount_text").text, record.realised_cny, record.realised_on,
        best(record, "stage_text").text, record.source_date, record.source_date_precision, record.source_url,
        record.confidence,
    ]  # fmt: skip
