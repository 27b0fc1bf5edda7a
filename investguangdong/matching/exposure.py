"""The recorded exposure of a month, read for the page, the report and the tile of the officer's day."""

from datetime import date, datetime

from investguangdong.core.languages import best
from investguangdong.matching.fairness import CityCount, Fairness, fairness
from investguangdong.matching.models import Exposure
from investguangdong.places.models import City


def months() -> list[date]:
    """Newest first."""
    return list(Exposure.objects.order_by("-month").values_list("month", flat=True).distinct())


def recent(count: int) -> dict[date, Fairness]:
    """The last months on record, newest first, in two queries."""
    first_days = months()[:count]
    found: dict[date, list] = {month: [] for month in first_days}
    rows = Exposure.objects.filter(month__in=first_days).select_related("city")
    for row in rows.order_by("city__position", "city__slug"):
        found[row.month].append(counted(row))
    return {month: fairness(counts) for month, counts in found.items()}


def of_month(month: date) -> Fairness:
    rows = Exposure.objects.of_month(month).select_related("city").order_by("city__position", "city__slug")
    return fairness(counted(row) for row in rows)


def counted(row: Exposure) -> CityCount:
    return CityCount(
        slug=row.city.slug if row.city else "",
        is_outside=row.city is not None and row.city.region != City.Region.DELTA,
        listings=row.listings,
        slots=row.slots,
        lifted=row.lifted,
        shown=row.shown,
        opened=row.opened,
    )


def as_of(month: date) -> datetime:
    return Exposure.objects.of_month(month).latest("as_of").as_of


def names(language: str) -> dict[str, str]:
    return {city.slug: best(city, "name", language).text for city in City.objects.in_guangdong()}
