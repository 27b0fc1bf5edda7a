"""A listing with all that hangs on it, in one question to the database; what is near it, in a second."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from investguangdong.core.languages import LANGUAGES, column
from investguangdong.places.models import ExchangeRate
from investguangdong.projects.models import (
    Answer,
    Document,
    Evidence,
    Project,
    ProjectChange,
    SearchEntry,
    TrackRecord,
)

NEAR = 3
CHANGES = 8
ANSWERS = 12
ENDED_OR_HERE = ("officer__officer_profile", "deputy__officer_profile", "verified_by")
COLUMNS = {
    "papers": (Evidence, ("kind", "state", "number", "issued_by", "issued_on", "expires_on", "note")),
    "files": (Document, ("key", "title", "tier", "language", "file", "size", "dated", "is_sample")),
    "told": (ProjectChange, ("project_id", "field", "old", "new", "at")),
    "asked": (
        Answer,
        ("answered_on", *(column(name, code) for name in ("question", "answer") for code in LANGUAGES)),
    ),
    "record": (
        TrackRecord,
        ("source_id", "kind", "source_date", "source_date_precision", "amount_cny", *(
            column(name, code) for name in ("title", "amount_text") for code in LANGUAGES)),
    ),
    "rates": (ExchangeRate, ("currency", "rate", "on")),
}  # fmt: skip


@dataclass
class Listing:
    """The project and its rows, as model instances that came along as JSON."""

    project: Project
    papers: list[Evidence]
    files: list[Document]
    told: list[ProjectChange]
    asked: list[Answer]
    record: list[TrackRecord]
    rates: dict[str, tuple[Decimal, date]]


def read(visible, code: str) -> Listing:
    """One of `visible`, a queryset of projects. Raises `Project.DoesNotExist`."""
    project = (
        visible.select_related("city", "zone", "primary_sector", "cluster", *ENDED_OR_HERE)
        .annotate(**{f"its_{name}": gathered(name, rows) for name, rows in attached().items()})
        .get(code=code)
    )
    found = {
        name: [rebuilt(model, row) for row in getattr(project, f"its_{name}")]
        for name, (model, _) in COLUMNS.items()
    }
    for change in found["told"]:
        change.project = project
    rates = {rate.currency: (rate.rate, rate.on) for rate in found.pop("rates")}
    return Listing(project, rates=rates, **found)


def attached() -> dict[str, models.QuerySet]:
    """What hangs on a visible project is as visible as the project; papers behind a lock are named only."""
    here = {"project": OuterRef("pk")}
    newest = ExchangeRate.objects.order_by("currency", "-on").distinct("currency")
    return {
        "papers": Evidence.objects.filter(**here).order_by("pk"),
        "files": Document.objects.filter(**here).order_by("tier", "pk"),
        "told": ProjectChange.objects.filter(**here, at__gte=OuterRef("published_at"))[:CHANGES],
        "asked": Answer.objects.filter(**here, is_public=True)[:ANSWERS],
        "record": TrackRecord.objects.filter(city=OuterRef("city"), disabled_on=None)[:NEAR],
        "rates": newest.filter(currency__in=["USD", OuterRef("currency")]),
    }


def gathered(name: str, rows: models.QuerySet) -> ArraySubquery:
    row = JSONObject(**{field: field for field in COLUMNS[name][1]})
    return ArraySubquery(rows.annotate(row=row).values("row"))


def rebuilt(model, row: dict) -> models.Model:
    return model(**{name: model._meta.get_field(name).to_python(value) for name, value in row.items()})


def near(project: Project, user) -> list[Project]:
    """Listings of the same sector: those of the same city first, then from anywhere, the newest first."""
    entries = (
        SearchEntry.objects.visible_to(user).exclude(pk=project.pk).order_by("-published_at", "-project")
    )
    alike = entries.filter(sector_ids__overlap=project.sector_ids) if project.sector_ids else entries
    here = alike.filter(city=project.city_id).values("pk")[:NEAR]
    anywhere = alike.values("pk")[:NEAR]
    rows = Project.objects.visible_to(user).filter(pk__in=here.union(anywhere)).with_card()
    found = sorted(rows, key=lambda row: (row.city_id != project.city_id, -row.published_at.timestamp()))
    return found[:NEAR]


def exchanged(listing: Listing) -> dict | None:
    """The sum in a currency the reader may think in, with the day of the rate; None where there is no rate."""
    project, rates = listing.project, listing.rates | {"CNY": (Decimal(1), None)}
    other = "USD" if project.currency == "CNY" else "CNY"
    if {project.currency, other} - rates.keys() or project.amount_range == (None, None):
        return None
    factor = rates[project.currency][0] / rates[other][0]
    low, high = (end and (end * factor).quantize(Decimal("0.01")) for end in project.amount_range)
    day = rates[other if project.currency == "CNY" else project.currency][1]
    return {"low": low, "high": high, "currency": other, "day": day}
