"""Writes in which order the matches of a list stand, and why one does not stand where its score would put it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import batched

from django.db import connection, transaction

from investguangdong.investors.models import Mandate
from investguangdong.matching.models import Match
from investguangdong.matching.ordering import CROWDED, Order, Wanted, arrange, most_lists, share_out
from investguangdong.places.models import City
from investguangdong.projects.models import Project

A_BATCH = 500
READ = (
    "pk",
    "mandate_id",
    "project_id",
    "project__city__slug",
    "project__code",
    "score",
    "rank",
    "lifted_by",
)
WRITE = """
    UPDATE matching_match SET rank = told.rank, lifted_by = told.why
    FROM unnest(%s::bigint[], %s::smallint[], %s::text[]) AS told(id, rank, why)
    WHERE matching_match.id = told.id
"""


def arrange_lists(mandate_ids: Collection[int]) -> int:
    """The lists of these mandates, each for itself: what was crowded last night stays so until tonight. Call it
    after matches were scored. Returns how many rows changed."""
    floor_cities, narrowed = outside_delta(), named_cities(mandate_ids)
    told = []
    for mandate, rows in listed(mandate_ids).items():
        by_project = {row[2]: row for row in rows}
        order = arrange(
            by_project,
            {project: float(row[5]) for project, row in by_project.items()},
            {project: row[3] for project, row in by_project.items()},
            codes={project: row[4] for project, row in by_project.items()},
            narrowed=mandate in narrowed,
            floor_cities=floor_cities,
            crowded={project for project, row in by_project.items() if row[7] == CROWDED},
        )
        told += changes(order, by_project)
    return write(told) + unrank(mandate_ids)


def arrange_all() -> int:
    """The last step of the nightly run: all lists together, so that no listing stands in too many of them."""
    mandates = list(Mandate.objects.active().order_by("pk").values_list("pk", flat=True))
    narrowed, cities = named_cities(mandates), {}
    lists, rows_of = [], {}
    for mandate, rows in listed(mandates).items():
        cities.update({row[2]: row[3] for row in rows})
        rows_of[mandate] = {row[2]: row for row in rows}
        scores = {row[2]: float(row[5]) for row in rows}
        lists.append(Wanted(mandate, scores, narrowed=mandate in narrowed))
    most = most_lists(len(lists), Project.objects.open_now().count())
    share_out(lists, cities, floor_cities=outside_delta(), most=most)
    changed = 0
    for some in batched(lists, A_BATCH):
        changed += write([one for each in some for one in changes(each.order, rows_of[each.key])])
        changed += unrank([each.key for each in some])
    return changed


def listed(mandate_ids: Collection[int]) -> dict[int, list[tuple]]:
    """Rows of the matches that stand, by mandate, in the order of the listings' codes."""
    found = defaultdict(list)
    rows = Match.objects.standing().filter(mandate__in=mandate_ids).order_by("mandate_id", "project__code")
    for row in rows.values_list(*READ).iterator(chunk_size=5000):
        found[row[1]].append(row)
    return found


def named_cities(mandate_ids: Collection[int]) -> set[int]:
    """Mandates whose investor named cities: she has narrowed the list herself."""
    named = Mandate.objects.filter(pk__in=mandate_ids, cities__isnull=False)
    return set(named.values_list("pk", flat=True))


def outside_delta() -> frozenset[str]:
    return frozenset(City.objects.outside_delta().values_list("slug", flat=True))


def changes(order: Order, rows: dict[int, tuple]) -> Iterable[tuple[int, int, str]]:
    """(primary key, rank, why) where it differs from what stands there."""
    for rank, project in enumerate(order, start=1):
        pk, why = rows[project][0], order.moved.get(project, "")
        if rows[project][6:] != (rank, why):
            yield pk, rank, why


@transaction.atomic
def write(told: Collection[tuple[int, int, str]]) -> int:
    if not told:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [list(column) for column in zip(*sorted(told), strict=True)])
        return cursor.rowcount


def unrank(mandate_ids: Collection[int]) -> int:
    """What does not stand any more has no place."""
    gone = Match.objects.filter(mandate__in=mandate_ids, rank__isnull=False)
    return gone.exclude(pk__in=Match.objects.standing().filter(mandate__in=mandate_ids)).update(
        rank=None, lifted_by=""
    )
