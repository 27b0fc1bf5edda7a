"""What is new to a saved search: the same filter object as the list, over what changed since the last letter."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from investguangdong.projects.forms import ProjectSearch
from investguangdong.projects.listing import query_dict
from investguangdong.projects.models import Project, ProjectChange, SavedSearch, SearchHit

# A listing written before the last look but committed after it is found by looking back a little.
MARGIN = timedelta(minutes=5)
MOST = 500
# A listing may fit newly because a column changed that the search asks about.
COLUMNS = {
    "q": ("title_en", "title_zh_hans", "title_zh_hant", "title_pt"),
    "sector": ("sectors", "primary_sector"),
    "city": ("city",),
    "zone": ("zone",),
    "cluster": ("cluster",),
    "mode": ("modes",),
    "stage": ("stage",),
    "amount": ("total_min", "total_max", "sought_min", "sought_max", "currency"),
    "land_min": ("land_min", "land_max"),
    "readiness": ("readiness", "evidence"),
    "verified": ("verified_on",),
}


def found_since(saved: SavedSearch, known: datetime) -> list[int]:
    """Keys of listings that newly match, best first, none that this search has told before. A search with a
    value that is not known any more (a zone that was dissolved) finds nothing: without it, it would find all."""
    search = ProjectSearch(query_dict(saved.query))
    if search.ignored:
        return []
    since = max(saved.at, known - MARGIN)
    fields = {"status", *(name for key in search.conditions() for name in COLUMNS.get(key, ()))}
    changed = ProjectChange.objects.filter(at__gt=since, field__in=fields).values("project")
    told = SearchHit.objects.filter(search=saved).values("project")
    rows = Project.objects.listed().visible_to(saved.user).filter(updated_at__gt=since)
    rows = rows.filter(Q(published_at__gt=since) | Q(created_at__gt=since) | Q(pk__in=changed))
    rows = rows.exclude(pk__in=told)
    if not settings.DEMO:
        rows = rows.filter(is_sample=False)
    return list(search.apply(rows).values_list("pk", flat=True)[:MOST])


def still_found(saved: SavedSearch, keys: list[int]):
    """Of these the ones that still match and may still be seen, in the order of the search."""
    rows = Project.objects.listed().visible_to(saved.user).filter(pk__in=keys)
    return ProjectSearch(query_dict(saved.query)).apply(rows)
