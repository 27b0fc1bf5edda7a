"""Telling followers what changed, and searchers what is new. The change queue says when; each letter is one
transaction with the mark that it was written, so a run that dies or runs twice tells nothing twice."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from investguangdong.core import clock
from investguangdong.core.actions import sweep_changes
from investguangdong.notifications.actions import notify
from investguangdong.notifications.digests import next_digest
from investguangdong.notifications.models import Preference
from investguangdong.projects.alerts import found_since
from investguangdong.projects.changes import TOLD, URGENT
from investguangdong.projects.models import Digest, Follow, ProjectChange, SavedSearch, SearchHit

CONSUMER = "followers"
KIND = "listing_changed"
# Changes of one listing within this time go in one letter.
GATHERED = timedelta(hours=1)
MOST_CHANGES = 200
DIGESTS = ("daily", "weekly")


def note_changes(limit: int = 500) -> int:
    """Reads the change queue: who is to be told, and when. Returns how many changes were read."""
    read = total = sweep_changes(CONSUMER, topics=("projects",), handle=set_hours, limit=limit)
    while read == limit:
        read = sweep_changes(CONSUMER, topics=("projects",), handle=set_hours, limit=limit)
        total += read
    return total


def set_hours(changes) -> None:
    """Sets `due_at` of what these changes concern; runs in the transaction of the sweep."""
    told = [row for row in changes if row.object_type == "projects.project" and row.field in TOLD]
    now = clock.now()
    SavedSearch.objects.filter(digest=Digest.INSTANT, due_at=None).update(due_at=now)
    urgent = {int(row.object_id) for row in told if row.field in URGENT and row.old is not None}
    for keys, is_urgent in ((urgent, True), ({int(row.object_id) for row in told} - urgent, False)):
        if keys:
            set_hour_of_followers(keys, is_urgent=is_urgent)


def set_hour_of_followers(keys: set[int], *, is_urgent: bool) -> None:
    now = clock.now()
    rows = Follow.objects.filter(project__in=keys, user__is_active=True)
    emails = set(rows.values_list("user__email", flat=True))
    for frequency, addresses in by_frequency(emails).items():
        due = next_digest(frequency, now) if frequency in DIGESTS else now + (not is_urgent) * GATHERED
        of_these = rows.filter(user__email__in=addresses)
        of_these.filter(Q(due_at=None) | Q(due_at__gt=due)).update(due_at=due)


def by_frequency(emails) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address, frequency in Preference.objects.frequency_of(KIND, emails).items():
        found.setdefault(frequency, []).append(address)
    return found


def tell_followers(limit: int = 200) -> int:
    """Writes the letters that are due; returns how many."""
    users = Follow.objects.due().order_by("user").values_list("user", flat=True).distinct()
    return sum(tell_follower(key) for key in list(users[:limit]))


@transaction.atomic
def tell_follower(key: int) -> int:
    """All that is due to one person: one letter a listing, or one for all of them where she has a digest."""
    rows = list(
        Follow.objects.due()
        .filter(user=key)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("user", "project")
        .order_by("pk")
    )
    news = [(row, changes_for(row)) for row in rows]
    for row, changes in news:
        row.due_at, row.told_change = None, max([row.told_change, *changes])
    Follow.objects.bulk_update(rows, ["due_at", "told_change"])
    news = [(row, changes) for row, changes in news if changes]
    if not news:
        return 0
    user = news[0][0].user
    if Preference.objects.frequency_of(KIND, [user.email])[user.email] in DIGESTS:
        write(user, user, [change for _row, changes in news for change in changes])
        return 1
    for row, changes in news:
        write(user, row.project, changes)
    return len(news)


def changes_for(row: Follow) -> list[int]:
    """What she does not know yet: public, by somebody else, and no sample unless this is a demonstration."""
    if row.project.is_sample and not settings.DEMO:
        return []
    rows = ProjectChange.objects.visible_to(row.user).public().filter(project=row.project, field__in=TOLD)
    rows = rows.filter(pk__gt=row.told_change).exclude(by=row.user)
    return sorted(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_CHANGES])


def write(user, about, changes: list[int]) -> None:
    notify(KIND, to=user, about=about, version=str(max(changes)), context={"changes": changes})


def tell_searches(limit: int = 200) -> int:
    """Looks through the saved searches whose hour has come; returns how many letters were written."""
    keys = SavedSearch.objects.due().order_by("due_at", "pk").values_list("pk", flat=True)
    return sum(tell_search(key) for key in list(keys[:limit]))


@transaction.atomic
def tell_search(key: int) -> int:
    """One search: what is new, the marks that it was told, and the letter."""
    rows = SavedSearch.objects.due().filter(pk=key).select_related("user")
    search = rows.select_for_update(of=("self",), skip_locked=True).first()
    if search is None:
        return 0
    now, known = clock.now(), search.last_told_at or search.at
    found = found_since(search, known) if search.user.is_active and search.digest != Digest.OFF else []
    hits = [SearchHit(search=search, project_id=pk, at=now) for pk in found]
    SearchHit.objects.bulk_create(hits, ignore_conflicts=True)
    search.last_told_at = now
    search.due_at = None if search.digest == Digest.INSTANT else next_digest(search.digest, now)
    search.save(update_fields=["last_told_at", "due_at"])
    if found:
        told = {"about": search, "version": known.isoformat(), "context": {"projects": found}}
        notify("search_alert", to=search.user, **told)
    return len(found[:1])
