"""Listed projects counted for places, by the same filters as the list."""

from collections import Counter

from django.http import QueryDict

from investguangdong.projects import facets
from investguangdong.projects.forms import PROVINCE, ProjectSearch
from investguangdong.projects.models import Project


def search_for(**filters: str) -> ProjectSearch:
    """`search_for(city="foshan")`: the search that `?city=foshan` asks for."""
    query = QueryDict(mutable=True)
    for name, value in filters.items():
        if value:
            query[name] = value
    return ProjectSearch(query)


def counted(user, **filters: str) -> facets.Facets:
    return facets.count(search_for(**filters), Project.objects.listed().visible_to(user))


def projects_by_city(user, **filters: str) -> Counter:
    """By key of the city; None stands for the whole province."""
    found = counted(user, **filters).of("city")
    return Counter({None if key == PROVINCE else int(key): count for key, count in found.items()})
