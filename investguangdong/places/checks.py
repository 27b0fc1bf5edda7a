"""What an investor should check first in a city: read from what we know and what we do not."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from investguangdong.core.dates import day as written_day
from investguangdong.core.languages import best, current
from investguangdong.places.factsheet import when
from investguangdong.places.indicators import INDICATORS
from investguangdong.places.models import City, Figure, Policy

SOON = timedelta(days=400)


def check_first(city: City, figures: Iterable[Figure], policies: Iterable[Policy], today: date) -> list[str]:
    """Sentences in the active language, most material first."""
    figures = list(figures)
    return [
        *_policies_that_end(policies, today),
        *_sources_that_differ(figures),
        *_facts_we_lack(city, figures),
        *_facts_to_confirm(figures),
    ]


def _policies_that_end(policies: Iterable[Policy], today: date) -> list[str]:
    ending = [p for p in policies if p.valid_to and today <= p.valid_to <= today + SOON]
    return [
        _("%(policy)s: ends on %(day)s. Ask whether it will be extended.")
        % {"policy": best(policy, "title").text, "day": written_day(policy.valid_to, current())}
        for policy in sorted(ending, key=lambda policy: policy.valid_to)[:3]
    ]


def _sources_that_differ(figures: list[Figure]) -> list[str]:
    values = defaultdict(set)
    for figure in figures:
        if figure.indicator in INDICATORS and figure.value is not None:
            values[figure.indicator, figure.year_or_date].add(figure.value)
    return [
        _("Sources differ on %(what)s, %(year)s. Both figures are shown with their source.")
        % {"what": INDICATORS[indicator].label, "year": when(year)}
        for (indicator, year), found in values.items()
        if len(found) > 1
    ]


def _facts_we_lack(city: City, figures: list[Figure]) -> list[str]:
    known = {figure.indicator for figure in figures}
    lacking = []
    if city.gdp_cny_100m is None and not known & {"gdp_cny_100m", "gdp_hkd_100m", "gdp_mop_100m"}:
        lacking.append(_("The city's GDP is not established in our sources."))
    if city.is_in_guangdong and "industrial_rent_cap_cny_m2_month" not in known:
        lacking.append(
            _("No published price of industrial land or factory space was found: ask the city desk.")
        )
    return lacking


def _facts_to_confirm(figures: list[Figure]) -> list[str]:
    count = sum(figure.needs_check for figure in figures if figure.indicator in INDICATORS)
    if not count:
        return []
    return [
        _("Figures marked “check with the office” are general knowledge: %(count)d here.") % {"count": count}
    ]
