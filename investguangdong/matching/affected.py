"""Which pairs a change can concern: what nobody reads costs nothing, and a project concerns only the mandates
that look near its sectors."""

from django.db.models import Q

from investguangdong.investors.models import Mandate
from investguangdong.matching.reading import FIELDS, TEXTS, Reference
from investguangdong.projects.models import Project

# How a change of a listing is called where it is not by the column itself.
ALIASES = {
    "sectors": "sector_ids",
    "primary_sector": "primary_sector_id",
    "cluster": "cluster_id",
    "city": "city_id",
    "policies": "policy_count",
    "applications": "in_negotiation",
}
PROJECT_READS = frozenset([*FIELDS, *TEXTS, *ALIASES, "evidence"]) - {"code"}
MANDATE_READS = frozenset(
    """
    state sectors sectors_excluded modes modes_never ticket_min ticket_max currency cities cities_excluded
    land_min power_min start_from start_to stage_min readiness_min notes musts
    """.split()  # noqa: SIM905
)
ORGANISATION_READS = frozenset({"verification"})


def mandates_for(projects):
    """Active mandates that want one of the sectors, one of its neighbours or any, and those whose list the
    projects are on."""
    projects = list(projects)
    near = sectors_near(projects)
    wants = Q(sector_rows__sector__in=near) | Q(sector_rows=None) if near is not None else Q()
    ids = Mandate.objects.active().filter(wants | Q(matches__project__in=projects)).order_by().values("pk")
    return Mandate.objects.filter(pk__in=ids)


def sectors_near(projects: list[Project]) -> set[int] | None:
    """None where a project has no sector, so that anybody may want it."""
    reference = Reference()
    ids = {slug: pk for pk, slug in reference.slugs.items()}
    near: set[int] = set()
    for project in projects:
        if not project.sector_ids:
            return None
        own = {reference.slugs[pk] for pk in project.sector_ids if pk in reference.slugs}
        near |= {ids[slug] for slug in own.union(*(reference.neighbours.get(slug, ()) for slug in own))}
    return near
