"""The outcome ledger: every listing that was open and is closed, how it ended, why, and how long it was open."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from django import forms
from django.conf import settings
from django.db.models import Aggregate, Count, DurationField, F, Q
from django.db.models.functions import TruncDate, TruncMonth
from django.utils.translation import gettext_lazy as _

from investguangdong.core.clock import BUSINESS_ZONE
from investguangdong.core.languages import best
from investguangdong.places.models import City, Sector
from investguangdong.projects.feeds import A_CHUNK, NOBODY, address, safe, taken
from investguangdong.projects.models import Outcome, Project
from investguangdong.projects.models.project import LONG_COLUMNS

PROVINCE = "province"
COLUMNS = (
    "code", "title", "outcome", "reason", "city", "sector", "listed_on", "closed_on", "days_open", "is_sample", "url",
)  # fmt: skip


class Median(Aggregate):
    """Half of the values are at most this."""

    function = "PERCENTILE_CONT"
    name = "median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def day_of(field: str) -> TruncDate:
    return TruncDate(field, tzinfo=BUSINESS_ZONE)


def closed_listings():
    """Public ones; samples are counted in a demonstration only."""
    rows = Project.objects.visible_to(NOBODY).ended()
    return rows if settings.DEMO else rows.filter(is_sample=False)


class LedgerFilter(forms.Form):
    """Lenient: what it does not know it leaves out."""

    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)

    def __init__(self, data):
        super().__init__(data)
        self.rows = {
            "city": {row.slug: row for row in City.objects.all()},
            "sector": {row.slug: row for row in Sector.objects.all()},
        }
        self.fields["outcome"].choices = [("", _("All")), *Outcome.choices]
        for key, more in (("city", [(PROVINCE, _("Whole province"))]), ("sector", [])):
            named = [(slug, best(row, "name").text) for slug, row in self.rows[key].items()]
            self.fields[key].choices = [("", _("All")), *named, *more]
        self.is_valid()

    def apply(self, queryset):
        asked = getattr(self, "cleaned_data", {})
        if asked.get("outcome"):
            queryset = queryset.filter(outcome=asked["outcome"])
        if asked.get("city"):
            queryset = queryset.filter(city=self.rows["city"].get(asked["city"]))
        if asked.get("sector"):
            queryset = queryset.filter(sector_ids__contains=[self.rows["sector"][asked["sector"]].pk])
        return queryset.filter(closed_at__year=asked["year"]) if asked.get("year") else queryset


@dataclass(frozen=True)
class Line:
    """One row of a table of counts: of how many, how many found an investor, days open at the median."""

    key: object
    label: str
    count: int
    landed: int
    days: int | None


def counted(queryset, key) -> list[Line]:
    """Counts by a column or an expression, largest first; the keys get their labels from `labelled`."""
    open_for = day_of("closed_at") - day_of("published_at")
    rows = (
        queryset.order_by()
        .annotate(group=key, open_for=open_for)
        .values("group")
        .annotate(
            count=Count("pk"), landed=Count("pk", filter=Q(outcome=Outcome.LANDED)), median=Median("open_for")
        )
        .order_by("-count", "group")
    )
    return [Line(row["group"], "", row["count"], row["landed"], days(row["median"])) for row in rows]


def labelled(lines: list[Line], label) -> list[Line]:
    return [replace(line, label=str(label(line.key))) for line in lines]


def days(span: timedelta | None) -> int | None:
    return None if span is None else round(span / timedelta(days=1))


def tables(queryset, search: LedgerFilter) -> dict[str, list[Line]]:
    """Four tables of the same listings, one query each."""
    names = {
        key: {row.pk: best(row, "name").text for row in search.rows[key].values()}
        for key in ("city", "sector")
    }
    month = TruncMonth("closed_at", tzinfo=BUSINESS_ZONE)
    months = sorted(counted(queryset, month), key=lambda line: line.key, reverse=True)
    return {
        "outcomes": labelled(counted(queryset, F("outcome")), lambda key: Outcome(key).label),
        "cities": labelled(
            counted(queryset, F("city")), lambda key: names["city"].get(key, _("Whole province"))
        ),
        "sectors": labelled(
            counted(queryset, F("primary_sector")), lambda key: names["sector"].get(key, _("not stated"))
        ),
        "months": labelled(months, lambda line: f"{line:%Y-%m}"),
    }


def days_open(project: Project) -> int:
    """Whole days of Guangdong's calendar between the day it was listed and the day it was closed."""
    first, last = (
        moment.astimezone(BUSINESS_ZONE).date() for moment in (project.published_at, project.closed_at)
    )
    return (last - first).days


def csv_lines(queryset, search: LedgerFilter) -> Iterator[str]:
    """All of them, a chunk in memory at a time."""
    names = {key: {row.pk: slug for slug, row in search.rows[key].items()} for key in ("city", "sector")}
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    rows = queryset.order_by("-closed_at", "-pk").defer(*LONG_COLUMNS)
    for number, project in enumerate(rows.iterator(chunk_size=A_CHUNK), start=1):
        writer.writerow([safe(value) for value in line_of(project, names)])
        if number % 100 == 0:
            yield taken(buffer)
    yield taken(buffer)


def line_of(project: Project, names: dict) -> tuple:
    return (
        project.code,
        best(project, "title").text,
        project.outcome,
        project.outcome_reason,
        names["city"].get(project.city_id, PROVINCE),
        names["sector"].get(project.primary_sector_id, ""),
        project.published_at.astimezone(BUSINESS_ZONE).date(),
        project.closed_at.astimezone(BUSINESS_ZONE).date(),
        days_open(project),
        project.is_sample,
        address(project),
    )
