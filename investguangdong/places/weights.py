"""Weights in an address: `?gdp_cny_100m=3&minimum_wage_monthly_cny=5&city=foshan`. Lenient: what cannot be read
is named and left aside, so that an address from elsewhere still shows a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from investguangdong.places.weighing import MOST

MOST_CITIES = 6
USUAL = 3  # what each criterion weighs where the address says nothing

PRESETS = {
    "manufacturing": (
        _("Manufacturing"),
        {
            "minimum_wage_monthly_cny": 5,
            "population": 3,
            "area_km2": 2,
            "gdp_growth_pct": 2,
            "clusters": 4,
            "landed": 4,
            "km_crossing": 2,
        },
    ),
    "research": (
        _("Research"),
        {"gdp_cny_100m": 4, "clusters": 5, "population": 3, "zones": 3, "km_hong_kong": 3},
    ),
    "trade": (
        _("Trade"),
        {"km_crossing": 5, "km_hong_kong": 4, "gdp_cny_100m": 3, "zones": 4},
    ),
}


@dataclass(frozen=True)
class Asked:
    """What an address asks for. `cities` is empty for all; `is_usual` where it names no weight."""

    weights: dict[str, int]
    cities: list[str]
    ignored: list[str]
    is_usual: bool

    @property
    def query(self) -> str:
        """The shortest address of the same page."""
        query = QueryDict(mutable=True)
        for key, weight in self.weights.items():
            if weight and not self.is_usual:
                query[key] = weight
        query.setlist("city", self.cities)
        return query.urlencode()


def read(data: QueryDict, keys: Iterable[str], slugs: Iterable[str]) -> Asked:
    """Only the first MOST_CITIES cities count; the others are named as ignored."""
    keys, slugs = list(keys), set(slugs)
    given = {key: data.get(key, "") for key in keys if key in data}
    weights = {key: int(text) for key, text in given.items() if _is_weight(text)}
    named = list(dict.fromkeys(data.getlist("city")))
    cities = [slug for slug in named if slug in slugs]
    ignored = [f"{key}={text}" for key, text in given.items() if text and not _is_weight(text)]
    ignored += [slug for slug in named if slug and slug not in cities[:MOST_CITIES]]
    if not weights:
        return Asked(dict.fromkeys(keys, USUAL), cities[:MOST_CITIES], ignored, True)
    return Asked({key: weights.get(key, 0) for key in keys}, cities[:MOST_CITIES], ignored, False)


def _is_weight(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 1 and int(text) <= MOST
