"""Listed projects counted for places, by the same filters as the list and from the same kept counts."""

from collections import Counter

from django.http import QueryDict

from investguangdong.projects import facets, results
from investguangdong.projects.forms import PROVINCE, ProjectSearch
from investguangdong.projects.models import Project

SHOWN = 6


def search_for(**filters: str) -> ProjectSearch:
    """`search_for(city="foshan")`: the search that `?city=foshan` asks for."""
    query = QueryDict(mutable=True)
    for name, value in filters.items():
        if value:
            query[name] = value
    return ProjectSearch(query)


def counted(**filters: str) -> facets.Facets:
    return facets.count(search_for(**filters))


def projects_by_city(**filters: str) -> Counter:
    """By key of the city; None stands for the whole province."""
    found = counted(**filters).of("city")
    return Counter({None if key == PROVINCE else int(key): count for key, count in found.items()})


def newest(search: ProjectSearch, found: facets.Facets) -> list[Project]:
    """The first few of a search, for the page of a place."""
    return results.page(search, found).projects[:SHOWN]
