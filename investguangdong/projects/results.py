"""One page of a search: a walk along the order of the entries, then the listings of that page, in one question.

Numbered pages count from the start, at most 50 of them. The link to the next page also carries the last row
shown (`after`): such a page begins right after that row, however many have come in front of it meanwhile.

By best match the newest `RANKED` hits are ranked, as many as the numbered pages hold; the rest follows by date.
Ranking every hit would cost as much as there are hits."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Greatest

from investguangdong.core.versions import kept_for_all
from investguangdong.projects.facets import Facets, key_of
from investguangdong.projects.forms import ORDERS, ProjectSearch
from investguangdong.projects.listing import AFTER_SALT, LAST_PAGE, PAGE_SIZE, Pages, pages
from investguangdong.projects.models import Project, SearchEntry

RANKED = PAGE_SIZE * LAST_PAGE
# So few are gathered and sorted: a walk along the order would pass by very many others to meet them.
FEW = 2000
RANK = "-rank"


class Brief(NamedTuple):
    """What tells whether a row that was rendered before may be shown again."""

    pk: int
    code: str
    version: int
    updated_at: datetime
    status: str
    verified_on: date | None
    currency: str


@dataclass(frozen=True)
class Results:
    projects: list[Project] | list[Brief]
    pages: Pages


@dataclass(frozen=True)
class Place:
    """Where a page begins: after `keys` in the order of `columns`, which is row number `offset`."""

    columns: tuple[str, ...]
    offset: int
    keys: tuple = ()

    @property
    def is_ranked(self) -> bool:
        return self.columns[0] == RANK

    def token(self) -> str:
        return signing.dumps([self.columns, self.offset, [str(key) for key in self.keys]], salt=AFTER_SALT)


def page(search: ProjectSearch, found: Facets, after: str = "", *, is_brief: bool = False) -> Results:
    """The rows that `search` shows now. `found` is what `facets.count(search)` said. Brief rows are for who keeps
    the rest (projects.cards)."""
    start = place_after(search, after) if after else None
    shown = pages(search, found.total, start.offset if start else None)
    if not found.total:
        return Results([], shown)
    start = start or Place(orders_of(search)[0], shown.offset)
    make = partial(rows_and_next, search, start, shown, is_brief)
    if is_brief:
        asked = f"rows:{key_of(search)}:{start.columns}:{start.offset}:{start.keys}"
        projects, following = kept_for_all("projects", asked.replace(" ", ""), make)
    else:
        projects, following = make()
    return Results(projects, shown.followed_by(following))


def rows_and_next(search: ProjectSearch, start: Place, shown: Pages, is_brief: bool) -> tuple[list, str]:
    rows = rows_from(search, start, shown.total, shown.size)
    if not is_brief:
        projects = list(rows.with_card())
        return projects, next_place(search, start, projects, shown)
    keys = (f"key_{n}" for n in range(len(start.columns)))
    found = list(rows.values_list(*Brief._fields, *keys, named=True))
    return [Brief(*row[: len(Brief._fields)]) for row in found], next_place(search, start, found, shown)


def orders_of(search: ProjectSearch) -> list[tuple[str, ...]]:
    """The order of a search, and for a ranked one what follows when the ranked hits are through."""
    if search.sort_key == "match":
        return [(RANK, *ORDERS["newest"]), ORDERS["newest"]]
    return [search.columns]


def place_after(search: ProjectSearch, token: str) -> Place | None:
    """A link of another order, or one that was tampered with, is ignored and named."""
    try:
        columns, offset, keys = signing.loads(token, salt=AFTER_SALT)
        if tuple(columns) in orders_of(search):
            return Place(tuple(columns), offset, tuple(map(read_key, columns, keys)))
    except (signing.BadSignature, ValueError, TypeError, ValidationError):
        pass
    search.ignored.append(("after", token[:20]))
    return None


def read_key(column: str, text: str):
    if column == RANK:
        return int(text)
    return SearchEntry._meta.get_field(column.lstrip("-").removesuffix("_id")).to_python(text)


def rows_from(search: ProjectSearch, start: Place, total: int, size: int):
    """The listings of a page, each with its keys, in order."""
    entries = search.entries()
    if start.is_ranked:
        entries = SearchEntry.objects.filter(pk__in=newest(entries, total)).annotate(rank=search.words.rank())
    if start.keys:
        entries = entries.filter(beyond(start.columns, start.keys))
    first = 0 if start.keys else start.offset
    ids = entries.order_by(*by(start.columns, total)).values("pk")[first : first + size]
    ranks = {"key_0": search.words.rank("entry__")} if start.is_ranked else {}
    keys = {
        f"key_{n}": F(f"entry__{name.lstrip('-')}") for n, name in enumerate(start.columns) if name != RANK
    }
    order = [f"{'-' * name.startswith('-')}key_{n}" for n, name in enumerate(start.columns)]
    return Project.objects.filter(pk__in=ids).annotate(**ranks, **keys).order_by(*order)


def newest(entries, total: int):
    return entries.order_by(*by(ORDERS["newest"], total)).values("pk")[:RANKED]


def by(columns: tuple[str, ...], total: int) -> list:
    """For a walk along an index; where few are found, in words that no index serves."""
    if total > FEW:
        return list(columns)
    found = [(Greatest(F(name.lstrip("-")), F(name.lstrip("-"))), name.startswith("-")) for name in columns]
    return [column.desc() if is_down else column.asc() for column, is_down in found]


def beyond(columns: tuple[str, ...], keys: tuple) -> Q:
    """Rows after the one with these keys. The first condition alone lets an index start there."""
    later, same = Q(pk__in=[]), Q()
    for name, key in zip(columns, keys, strict=True):
        column, step = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        later |= same & Q(**{f"{column}__{step}": key})
        same &= Q(**{column: key})
    first, step = columns[0].lstrip("-"), "lte" if columns[0].startswith("-") else "gte"
    return Q(**{f"{first}__{step}": keys[0]}) & later


def next_place(search: ProjectSearch, start: Place, projects: list[Project], shown: Pages) -> str:
    """The token of the row after which the next page begins; empty where there is none."""
    if not (projects and shown.has_next):
        return ""
    offset = shown.offset + len(projects)
    if start.is_ranked and offset >= RANKED:
        columns = ORDERS["newest"]
        last = search.entries().order_by(*columns).values_list(*(c.lstrip("-") for c in columns))[RANKED - 1]
        return Place(columns, offset, tuple(last)).token()
    keys = tuple(getattr(projects[-1], f"key_{n}") for n in range(len(start.columns)))
    return Place(start.columns, offset, keys).token()
