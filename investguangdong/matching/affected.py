"""Which pairs a change can concern: what nobody reads costs nothing, and a project concerns only the mandates
that look near its sectors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from investguangdong.investors.models import Mandate
from investguangdong.matching.reading import FIELDS, TEXTS, Reference
from investguangdong.projects.models import Project

TOPICS = ("investors", "projects")
# Somebody who fills in a form saves several times: scored once, when this long nothing more has come.
QUIET = timedelta(seconds=10)
# How a change of a listing is called where it is not by the column itself.
ALIASES = frozenset({"sectors", "primary_sector", "cluster", "city", "policies"})
PROJECT_READS = frozenset([*FIELDS, *TEXTS]) | ALIASES - {"code"}
# A wish that is new counts until somebody writes it down here.
MANDATE_LEAVES = frozenset(
    "name intent headcount language digest last_confirmed_on note steps_done land_max".split()  # noqa: SIM905
)
ORGANISATION_READS = frozenset({"verification", "restricted"})


@dataclass(frozen=True)
class Affected:
    """Primary keys of what has to be scored anew."""

    projects: frozenset[int]
    mandates: frozenset[int]
    organisations: frozenset[int]


def affected_by(changes: Iterable) -> Affected:
    def told(kind: str, is_read) -> frozenset[int]:
        found = (one for one in changes if one.object_type == kind and is_read(one.field))
        return frozenset(int(one.object_id) for one in found)

    changes = list(changes)
    return Affected(
        projects=told("projects.project", PROJECT_READS.__contains__),
        mandates=told("investors.mandate", lambda field: field not in MANDATE_LEAVES),
        organisations=told("investors.organisation", ORGANISATION_READS.__contains__),
    )


def mandates_for(projects: Iterable[Project]):
    """Active mandates that want one of the sectors, one of its neighbours, one of the clusters or anything, and
    those whose list the projects are on."""
    projects = list(projects)
    near = sectors_near(projects)
    wants = Q()
    if near is not None:
        named = Q(clusters__in={one.cluster_id for one in projects} - {None})
        wants = Q(sector_rows__sector__in=near) | Q(sector_rows=None) | named
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
