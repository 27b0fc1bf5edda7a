"""Sectors, clusters, cities and zones by slug, and their names as choices: read once a minute, not once a page."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from investguangdong.core.languages import best, current
from investguangdong.core.versions import kept_here
from investguangdong.places.models import City, Cluster, Sector, Zone

PROVINCE = "province"
MODELS = {"sector": Sector, "cluster": Cluster, "city": City, "zone": Zone}


@kept_here("places")
def rows() -> dict[str, dict]:
    """{"city": {"shenzhen": <City>, …}, …}. Shared by all requests of the process: not to be changed."""
    return {key: {row.slug: row for row in model.objects.all()} for key, model in MODELS.items()}


@kept_here("places")
def choices_in(language: str) -> dict[str, list[tuple]]:
    name = partial(best, field="name", language=language)
    found = {key: [(slug, name(row).text) for slug, row in group.items()] for key, group in rows().items()}
    found["city"].append((PROVINCE, _("Whole province")))
    return found


def choices() -> dict[str, list[tuple]]:
    return choices_in(current())
