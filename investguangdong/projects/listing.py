"""What the list page shows around its rows: filter groups with counts, chips, pages. No request, no HTML."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from investguangdong.core.languages import current
from investguangdong.core.money import compact
from investguangdong.projects.facets import Facets
from investguangdong.projects.forms import MANY, PROVINCE, ProjectSearch

# Fifteen drawings keep a first visit under 100 KB.
PAGE_SIZE = 15
LAST_PAGE = 50
SHOWN_OPTIONS = 5
AFTER_SALT = "projects.after"


@dataclass(frozen=True)
class Option:
    key: str
    value: str
    label: str
    count: int
    is_on: bool


@dataclass
class Group:
    key: str
    label: str
    shown: list[Option] = field(default_factory=list)
    more: list[Option] = field(default_factory=list)
    more_query: str = ""


@dataclass(frozen=True)
class Chip:
    label: str
    query: str


def facet_group(search: ProjectSearch, facets: Facets, key: str, *, is_whole: bool = False) -> Group:
    """Options that would find something or are on: chosen ones first, then by count. A page shows the first few
    of each and, where it was asked for, one group as a whole."""
    counts = by_value(search, facets, key)
    chosen = set(search.get(key, []))
    options = [
        Option(key, value, str(label), counts.get(value, 0), value in chosen)
        for value, label in search.fields[key].choices
        if counts.get(value) or value in chosen
    ]
    if key != "stage":
        options.sort(key=lambda option: (not option.is_on, -option.count, option.label))
    size = len(options) if is_whole else max(SHOWN_OPTIONS, len(chosen))
    return Group(key, str(search.fields[key].label), options[:size], options[size:])


def by_value(search: ProjectSearch, facets: Facets, key: str) -> dict[str, int]:
    """Counts under the value of the address instead of the key of the row."""
    counts = facets.of(key)
    if key not in search.rows:
        return counts
    by_slug = {slug: counts.get(str(row.pk), 0) for slug, row in search.rows[key].items()}
    return {**by_slug, PROVINCE: counts.get(PROVINCE, 0)}


def query_without(data, key: str, value: str | None = None) -> str:
    """The query string with one value (or all) of a key gone; a new search starts at page 1."""
    pairs = [
        (name, one)
        for name, values in data.lists()
        for one in values
        if name not in ("page", "after") and not (name == key and value in (None, one))
    ]
    return "?" + urlencode(pairs)


def query_with(data, **changes) -> str:
    """The query string with some keys set anew, None taking one away; it starts at page 1."""
    pairs = [
        (name, one)
        for name, values in data.lists()
        for one in values
        if name not in ("page", "after", *changes)
    ]
    pairs += [(name, value) for name, value in changes.items() if value]
    return "?" + urlencode(pairs)


def amount_of(search: ProjectSearch, key: str) -> str:
    if key in ("min", "max"):
        return compact(search.get(key), search.currency_key, current())
    return f"{search.get(key):f} ha" if key == "land_min" else f"{search.get(key)} %"


def chips(search: ProjectSearch, data) -> list[Chip]:
    """One for each filter that is on; following it takes the filter off."""
    found = [Chip(f"“{search.get('q')}”", query_without(data, "q"))] if search.get("q") else []
    for key in MANY:
        labels = {str(value): label for value, label in search.fields[key].choices}
        found += [Chip(str(labels[value]), query_without(data, key, value)) for value in search.get(key, [])]
    for key in ("min", "max", "land_min", "readiness"):
        if search.get(key) is not None:
            found.append(
                Chip(f"{search.fields[key].label} {amount_of(search, key)}", query_without(data, key))
            )
    if search.get("verified"):
        labels = dict(search.fields["verified"].choices)
        found.append(
            Chip(
                f"{search.fields['verified'].label} {labels[search.get('verified')]}",
                query_without(data, "verified"),
            )
        )
    return found


def page_links(shown: "Pages", data) -> list[tuple[int | None, str]]:
    """(number, query) of each page named; the current one without a query, a gap as (None, "")."""
    return [
        (number, "" if number in (None, shown.number) else query_with(data, page=number))
        for number in shown.numbers
    ]


def query_dict(query: str) -> QueryDict:
    return QueryDict(query[:2000])


def only(data, keys) -> str:
    """The query string of these keys, in a fixed order, so that the same search has the same address."""
    return urlencode([(key, value) for key in keys for value in sorted(set(data.getlist(key))) if value])


def relaxed(search: ProjectSearch, data, key: str) -> Chip:
    """The filter to drop where nothing was found, in words, and the search without it."""
    if key == "amount":
        without = data.copy()
        without.pop("min", None)
        return Chip(_("the investment range"), query_without(without, "max"))
    if key == "q":
        return Chip(f"“{search.get('q')}”", query_without(data, "q"))
    labels = {str(value): str(label) for value, label in getattr(search.fields[key], "choices", [])}
    chosen = search.get(key)
    values = chosen if isinstance(chosen, list) else []
    label = ", ".join(labels[value] for value in values) or str(search.fields[key].label)
    return Chip(f"“{label}”", query_without(data, key))


@dataclass(frozen=True)
class Pages:
    """Numbered to 50, then on by the opaque link; the total is known from the counts."""

    total: int
    offset: int
    size: int = PAGE_SIZE
    after: str = ""  # where the next page begins, however many rows arrive before it

    @property
    def number(self) -> int:
        return self.offset // self.size + 1

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def last(self) -> int:
        return min(self.count, LAST_PAGE)

    @property
    def has_next(self) -> bool:
        return self.number < self.count

    @property
    def has_previous(self) -> bool:
        return 1 < self.number <= LAST_PAGE

    @property
    def next_keys(self) -> dict:
        numbered = {"page": self.number + 1} if self.number < LAST_PAGE else {"page": None}
        return {**numbered, "after": self.after or None}

    def followed_by(self, after: str) -> "Pages":
        return replace(self, after=after)

    @property
    def numbers(self) -> list[int | None]:
        """First, last and the neighbours; None is a gap."""
        near = {1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)}
        if self.number <= 3:
            near |= set(range(1, min(3, self.last) + 1))
        found: list[int | None] = []
        for number in sorted(near):
            if found and number - (found[-1] or 0) > 1:
                found.append(None)
            found.append(number)
        return found


def pages(search: ProjectSearch, total: int, offset: int | None = None) -> Pages:
    """A page beyond the end shows the last one and is named as ignored."""
    if offset is not None:
        return Pages(total, offset)
    last = Pages(total, 0).last
    if search.page_number > last:
        search.ignored.append(("page", str(search.page_number)))
    return Pages(total, (min(search.page_number, last) - 1) * PAGE_SIZE)
