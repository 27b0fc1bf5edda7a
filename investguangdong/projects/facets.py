"""Counts beside every filter, in one pass over the database.

A facet is counted under the *other* filters: "Foshan 6" is what a click on Foshan would add. So each filter
with a facet becomes a column of true and false, and every count asks for all columns but its own.
"""
# Only names of columns of this module are put into SQL text; values go as parameters.
# ruff: noqa: S608

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import BooleanField, Case, Q, Value, When

from investguangdong.projects.forms import PROVINCE, ProjectSearch

BARS = 16
# From 10 million to 100 billion yuan, each bar about 1.8 times the one before.
FIRST_BAR, LAST_BAR = 1e7, 1e11
FACETED = ("sector", "city", "mode", "stage", "amount")
VALUES = {
    "city": f"coalesce(city_id::text, '{PROVINCE}')",
    "sector": "unnest(sector_ids)::text",
    "mode": "unnest(modes)::text",
    "stage": "stage",
    "amount": f"width_bucket(ln(greatest(coalesce(amount_cny_min, amount_cny_max), 1)), ln({FIRST_BAR}), "
    f"ln({LAST_BAR}), {BARS - 2})::text",
}
COLUMNS = ("city_id", "sector_ids", "modes", "stage", "amount_cny_min", "amount_cny_max")


@dataclass
class Facets:
    total: int = 0
    without_amount: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def of(self, key: str) -> dict[str, int]:
        return self.counts.get(key, {})


def flag(condition) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def all_but(keys: list[str], own: str) -> str:
    return " AND ".join(f"ok_{key}" for key in keys if key != own) or "TRUE"


def has_amount() -> Q:
    return Q(amount_cny_min__isnull=False) | Q(amount_cny_max__isnull=False)


def count(search: ProjectSearch, queryset) -> Facets:
    """Total, facets and how many were left out for want of an amount. `queryset` is scope and status only."""
    conditions = search.conditions()
    flagged = [key for key in FACETED if key in conditions]
    rows = queryset.filter(*(c for key, c in conditions.items() if key not in flagged)).order_by()
    rows = rows.annotate(**{f"ok_{key}": flag(conditions[key]) for key in flagged})
    sql, parameters = rows.values_list(*COLUMNS, *(f"ok_{key}" for key in flagged)).query.sql_with_params()
    no_amount = "amount_cny_min IS NULL AND amount_cny_max IS NULL"
    parts = [
        f"SELECT 'total', '', count(*) FROM found WHERE {all_but(flagged, '')}",
        f"SELECT 'without', '', count(*) FROM found WHERE {all_but(flagged, 'amount')} AND {no_amount}",
    ]
    for key, value in VALUES.items():
        known = f"AND NOT ({no_amount})" if key == "amount" else ""
        parts.append(
            f"SELECT '{key}', {value} AS value, count(*) FROM found"
            f" WHERE {all_but(flagged, key)} {known} GROUP BY value"
        )
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found AS MATERIALIZED ({sql}) " + " UNION ALL ".join(parts), parameters)
        return collect(cursor.fetchall(), "amount" in conditions)


def collect(rows, amount_asked: bool) -> Facets:
    facets = Facets()
    for key, value, number in rows:
        if key == "total":
            facets.total = number
        elif key == "without":
            facets.without_amount = number if amount_asked else 0
        else:
            facets.counts.setdefault(key, {})[value] = number
    return facets


def costliest(search: ProjectSearch, queryset) -> tuple[str, int] | None:
    """For a search without result: the filter to drop that brings most back, and how many."""
    conditions = search.conditions()
    if not conditions:
        return None
    rows = queryset.order_by().annotate(**{f"ok_{key}": flag(c) for key, c in conditions.items()})
    sql, parameters = rows.values_list(*(f"ok_{key}" for key in conditions)).query.sql_with_params()
    keys = list(conditions)
    sums = ", ".join(f"count(*) FILTER (WHERE {all_but(keys, key)})" for key in keys)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found AS ({sql}) SELECT {sums} FROM found", parameters)
        found = dict(zip(keys, cursor.fetchone(), strict=True))
    best = max(keys, key=lambda key: found[key])
    return (best, found[best]) if found[best] else None
