""" "Good for": what speaks for a city, read from its figures and lists. Nothing is said that no row says."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investguangdong.core.languages import best
from investguangdong.places.comparing import Measure
from investguangdong.places.models import City, Cluster, Zone

TOP = 3
NEAR_KM = 40
# The measures worth a sentence when a city is among the first, with how many must be known to say so.
TELLING = ("gdp_cny_100m", "gdp_growth_pct", "goods_trade_cny_100m", "population", "area_km2")
LEAST_KNOWN = 7
MOST_NAMED = 3


def good_for(
    city: City, measures: Mapping[str, Measure], clusters: Sequence[Cluster], zones: Sequence[Zone]
) -> list[str]:
    """Sentences in the active language, at most one a ground."""
    return [
        *_among_the_first(city, measures),
        *_low_wages(city, measures),
        *_near_a_crossing(city, measures),
        *_named_for(clusters),
        *_zones_of_their_own(zones),
    ]


def _among_the_first(city: City, measures: Mapping[str, Measure]) -> list[str]:
    said = []
    for measure in (measures[key] for key in TELLING if key in measures):
        standing = measure.standing(city.slug)
        if standing and standing.rank <= TOP and standing.of >= LEAST_KNOWN:
            text = (
                _("%(what)s, %(when)s: %(value)s, place %(rank)d of the %(of)d cities with a figure.")
                if measure.when
                else _("%(what)s: %(value)s, place %(rank)d of the %(of)d cities with a figure.")
            )
            value = measure.known[city.slug].text
            said.append(
                text
                % {
                    "what": measure.label,
                    "value": value,
                    "rank": standing.rank,
                    "of": standing.of,
                    "when": measure.when,
                }
            )
    return said


def _low_wages(city: City, measures: Mapping[str, Measure]) -> list[str]:
    wages = measures.get("minimum_wage_monthly_cny")
    known = wages and wages.known.get(city.slug)
    if not known or known.value > min(wages.exact):
        return []
    return [
        _("The lowest minimum wage of the province: %(wage)s, %(when)s.")
        % {"wage": known.text, "when": known.when}
    ]


def _near_a_crossing(city: City, measures: Mapping[str, Measure]) -> list[str]:
    far = measures.get("km_crossing")
    known = far and far.known.get(city.slug)
    if not known or known.value > NEAR_KM:
        return []
    return [_("A crossing to Hong Kong or Macao within %(km)s in a straight line.") % {"km": known.text}]


def _named_for(clusters: Sequence[Cluster]) -> list[str]:
    strategic = [c for c in clusters if c.kind in (Cluster.Kind.PILLAR, Cluster.Kind.EMERGING)]
    if not strategic:
        return []
    text = ngettext(
        "Named by the province for %(count)d of its 20 strategic clusters: %(names)s.",
        "Named by the province for %(count)d of its 20 strategic clusters, among them %(names)s.",
        len(strategic),
    )
    return [text % {"count": len(strategic), "names": _names(strategic)}]


def _zones_of_their_own(zones: Iterable[Zone]) -> list[str]:
    cooperation = [zone for zone in zones if zone.kind == Zone.Kind.COOPERATION]
    return [
        _("A cooperation zone with Hong Kong or Macao and rules of its own: %(zone)s.")
        % {"zone": best(zone, "name").text}
        for zone in cooperation
    ]


def _names(rows: Sequence) -> str:
    separator = _("; ")
    return separator.join(best(row, "name").text for row in rows[:MOST_NAMED])
