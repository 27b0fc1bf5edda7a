"""Pages of data by key: newest first, and what arrives while somebody reads moves no page."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import Q

from investguangdong.projects.feeds import narrow, open_projects
from investguangdong.projects.forms import ORDERS, ProjectSearch
from investguangdong.projects.models import Project
from investguangdong.projects.results import beyond

SALT = "projects.data"
NEWEST = ORDERS["newest"]
USUAL, MOST = 100, 1000


@dataclass(frozen=True)
class DataPage:
    """`after` is the opaque key of the next page, empty on the last; `total` is that of the first page."""

    rows: list[Project]
    total: int
    after: str


def limit_of(text: str) -> int:
    return min(max(int(text), 1), MOST) if text.isascii() and text.isdecimal() and len(text) < 9 else USUAL


def read_page(search: ProjectSearch, *, after: str, limit: int) -> DataPage:
    """A walk along the order of the entries, from the key on. A key that we did not sign starts from the
    beginning and is named as ignored."""
    entries = search.entries()
    start, total = read_key(search, after)
    if total is None:
        total = entries.count()
    found = list(entries.filter(start).order_by(*NEWEST).values_list("pk", "published_at")[: limit + 1])
    page = found[:limit]
    rows = narrow(open_projects().filter(pk__in=[pk for pk, _at in page])).in_bulk()
    following = key_of(page[-1], total) if len(found) > limit else ""
    return DataPage([rows[pk] for pk, _at in page if pk in rows], total, following)


def key_of(place: tuple[int, datetime], total: int) -> str:
    pk, published_at = place
    return signing.dumps([published_at.isoformat(), pk, total], salt=SALT, compress=True)


def read_key(search: ProjectSearch, after: str) -> tuple[Q, int | None]:
    """What comes after this key, and the total that the first page told."""
    if not after:
        return Q(), None
    try:
        moment, pk, total = signing.loads(after, salt=SALT)
    except signing.BadSignature:
        search.ignored.append(("after", after[:20]))
        return Q(), None
    return beyond(NEWEST, (datetime.fromisoformat(moment), pk)), total
