"""How often each city's projects stand in the lists of investors, counted every night into the row of the month."""

from collections import Counter

from django.db import transaction
from django.db.models import Count, Q

from investguangdong.core import clock
from investguangdong.matching.choices import Side
from investguangdong.matching.models import Exposure, Match, Shown
from investguangdong.matching.ordering import OUTSIDE_DELTA, TEN
from investguangdong.places.models import City
from investguangdong.projects.models import Project


@transaction.atomic
def record_exposure() -> int:
    """Writes the current month anew, a row a city and one for the whole province. Returns how many rows."""
    month = clock.today().replace(day=1)
    cities = [*City.objects.in_guangdong().values_list("pk", flat=True), None]
    listings, slots, shown = counts_of(month)
    rows = [
        Exposure(
            month=month,
            city_id=city,
            listings=listings[city]["all"],
            slots=slots[city]["all"],
            lifted=slots[city]["lifted"],
            shown=shown[city]["all"],
            opened=shown[city]["opened"],
        )
        for city in cities
    ]
    Exposure.objects.filter(month=month).delete()
    Exposure.objects.bulk_create(rows)
    return len(rows)


def counts_of(month) -> tuple["Counts", "Counts", "Counts"]:
    """Open projects, places in first tens today, and showings of the month, by city."""
    places = Match.objects.standing().filter(rank__lte=TEN)
    shown = Shown.objects.filter(side=Side.INVESTOR, rank__isnull=False).since(month)
    lifted = Count("pk", filter=Q(lifted_by=OUTSIDE_DELTA))
    return (
        by_city(Project.objects.open_now(), "city_id", all=Count("pk")),
        by_city(places, "project__city_id", all=Count("pk"), lifted=lifted),
        by_city(shown, "project__city_id", all=Count("pk"), opened=Count("opened_at")),
    )


class Counts(dict):
    """Of a city that nobody counted there are none."""

    def __missing__(self, city):
        return Counter()


def by_city(rows, city: str, **counted) -> Counts:
    found = rows.order_by().values(city).annotate(**counted)
    return Counts({row.pop(city): row for row in found})
