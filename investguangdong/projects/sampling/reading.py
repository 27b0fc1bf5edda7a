"""What the sampler needs to know of the database."""

from collections import defaultdict
from datetime import date

from investguangdong.accounts.models import OfficerScope
from investguangdong.places.models import City, Sector, Zone
from investguangdong.projects.sampling.rows import Sampler


def sampler_for(seed: int, today: date) -> Sampler:
    zones, officers = defaultdict(list), defaultdict(list)
    for zone in Zone.objects.enabled().select_related("city"):
        zones[zone.city.slug].append(zone)
    desks = OfficerScope.objects.of_active_staff().filter(can_write=True, city__isnull=False)
    for scope in desks.select_related("city", "user").order_by("rank", "pk"):
        officers[scope.city.slug].append(scope.user)
    return Sampler(
        seed=seed,
        today=today,
        cities={city.slug: city for city in City.objects.enabled().in_guangdong() if city.slug in officers},
        sectors={sector.slug: sector for sector in Sector.objects.all()},
        zones=zones,
        officers=officers,
    )
