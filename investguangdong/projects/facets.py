"""Counts beside every filter, in one question to the database, kept for a minute.

A facet is counted under the *other* filters: "Foshan 6" is what a click on Foshan would add. So one pass over
the entries under all filters counts the total and every facet that is not filtered by; and each facet that is
filtered by has a pass of its own, under all filters but that one.
"""
# Only names of columns of this module are put into SQL text; values go as parameters.
# ruff: noqa: S608

import hashlib
from dataclasses import dataclass, field

from django.db import connection

from investguangdong.core import clock
from investguangdong.core.versions import kept_for_all
from investguangdong.projects.forms import FILTERS, PROVINCE, ProjectSearch
from investguangdong.projects.models import SearchEntry

BARS = 16
# From 10 million to 100 billion yuan, each bar about 1.8 times the one before. The database puts a listing into its
# bar when it is written (migration 0007).
FIRST_BAR, LAST_BAR = 1e7, 1e11
COLUMNS = {
    "city": ("city_id", "bigint"),
    "stage": ("stage", "varchar"),
    "amount": ("amount_bar", "smallint"),
    "sector": ("sector_ids", "integer[]"),
    "mode": ("modes", "varchar[]"),
}
NAMES = tuple(name for name, _type in COLUMNS.values())


@dataclass
class Facets:
    total: int = 0
    without_amount: int = 0
    corrected: str = ""  # the words that were looked for instead of those typed
    is_about: bool = False  # more hits than were checked one by one: say "about"
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def of(self, key: str) -> dict[str, int]:
        return self.counts.get(key, {})


def count(search: ProjectSearch) -> Facets:
    """Total, facets and how many were left out for want of an amount, at most a minute old."""
    found = kept_for_all("projects", key_of(search), lambda: count_forgiving(search))
    search.words.settle(found.corrected, found.is_about)
    return found


def count_forgiving(search: ProjectSearch) -> Facets:
    """As typed; where that finds nothing, with a slip put right."""
    search.words.settle("")
    found = count_now(search)
    if not found.total and search.has_words and (meant := search.words.suggested()):
        search.words.settle(meant)
        found = count_now(search)
        found.corrected = meant
    return found


def key_of(search: ProjectSearch) -> str:
    """The same for the same filters, in whatever order and sort."""
    values = {
        key: value for key, value in search.values.items() if key in FILTERS and key != "sort" and value
    }
    text = repr((clock.today(), search.amount_bounds(), sorted(values.items())))
    return "facets:" + hashlib.sha256(text.encode()).hexdigest()


def count_now(search: ProjectSearch) -> Facets:
    conditions = search.conditions()
    flagged = [key for key in COLUMNS if key in conditions]
    passes = [whole_pass(conditions, flagged), *(own_pass(conditions, key) for key in flagged)]
    if search.words.are_phrases:
        passes.append(about_pass(search))
    sql = " UNION ALL ".join(text for text, _parameters in passes)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _text, parameters in passes for value in parameters])
        return collect(cursor.fetchall(), "amount" in conditions)


def found(conditions: dict, *but: str) -> tuple[str, tuple]:
    rows = SearchEntry.objects.listed().filter(*(c for key, c in conditions.items() if key not in but))
    return rows.order_by().values_list(*NAMES).query.sql_with_params()


def whole_pass(conditions: dict, flagged: list[str]) -> tuple[str, tuple]:
    """Under all filters: the total, and every facet that is not filtered by."""
    sql, parameters = found(conditions)
    free = {key: name for key, (name, _type) in COLUMNS.items() if key not in flagged}
    which = " ".join(f"WHEN grouping({name}) = 0 THEN '{key}'" for key, name in free.items())
    which = f"CASE {which} ELSE 'total' END" if free else "'total'"
    sets = ", ".join(["()", *(f"({name})" for name in free.values())])
    return (
        f"SELECT {which}, {only(free)}, count(*) FROM ({sql}) f GROUP BY GROUPING SETS ({sets})",
        parameters,
    )


def own_pass(conditions: dict, key: str) -> tuple[str, tuple]:
    """One facet under the other filters."""
    sql, parameters = found(conditions, key)
    return f"SELECT '{key}', {only([key])}, count(*) FROM ({sql}) f GROUP BY {COLUMNS[key][0]}", parameters


def about_pass(search: ProjectSearch) -> tuple[str, tuple]:
    """Whether there were too many candidates of a phrase to check each."""
    probe = search.words.too_many()
    return f"SELECT 'about', {only(())}, {probe.sql}::int", probe.params


def only(keys) -> str:
    return ", ".join(name if key in keys else f"NULL::{kind}" for key, (name, kind) in COLUMNS.items())


def collect(rows, amount_asked: bool) -> Facets:
    facets = Facets()
    for key, *values, number in rows:
        if key == "total":
            facets.total = number
            continue
        if key == "about":
            facets.is_about = bool(number)
            continue
        value = values[list(COLUMNS).index(key)]
        if key == "amount" and value is None:
            facets.without_amount = number if amount_asked else 0
            continue
        counts = facets.counts.setdefault(key, {})
        for one in value if isinstance(value, list) else [PROVINCE if value is None else value]:
            counts[str(one)] = counts.get(str(one), 0) + number
    return facets


def costliest(search: ProjectSearch) -> tuple[str, int] | None:
    """For a search without result: the filter to drop that brings most back, and how many."""
    conditions = search.conditions()
    if not conditions:
        return None
    parts = [(key, found(conditions, key)) for key in conditions]
    sql = " UNION ALL ".join(f"SELECT '{key}', count(*) FROM ({text}) f" for key, (text, _values) in parts)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _key, (_text, values) in parts for value in values])
        best, number = max(cursor.fetchall(), key=lambda row: row[1])
    return (best, number) if number else None
