"""Pages of data by key: newest first, and what arrives while somebody reads moves no page."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import F, Q

from investguangdong.projects.feeds import narrow, open_projects
from investguangdong.projects.forms import ProjectSearch
from investguangdong.projects.models import Project

SALT = "projects.data"
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
    """A key that we did not sign starts from the beginning and is named as ignored."""
    rows = open_projects().filter(*search.conditions().values())
    try:
        moment, pk, total = signing.loads(after, salt=SALT) if after else ("", 0, None)
    except signing.BadSignature:
        search.ignored.append(("after", after[:20]))
        moment, pk, total = "", 0, None
    total = rows.count() if total is None else total
    rows = narrow(rows.filter(beyond(moment, pk))).order_by(F("published_at").desc(nulls_last=True), "-pk")
    found = list(rows[: limit + 1])
    page = found[:limit]
    return DataPage(page, total, key_of(page[-1], total) if len(found) > limit else "")


def key_of(project: Project, total: int) -> str:
    moment = project.published_at.isoformat() if project.published_at else None
    return signing.dumps([moment, project.pk, total], salt=SALT, compress=True)


def beyond(moment: str | None, pk: int) -> Q:
    """Rows after this one in the order newest first, rows without a date last."""
    if moment == "":
        return Q()
    if moment is None:
        return Q(published_at=None, pk__lt=pk)
    at = datetime.fromisoformat(moment)
    return Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk) | Q(published_at=None)
