"""What the calendar does to listings: officers are reminded, what nobody confirms goes off the lists.

Every act writes its `FreshnessNotice` in the same transaction, so that a second run finds nothing to do."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.core import clock, dates
from investguangdong.notifications.actions import notify
from investguangdong.projects.actions.steps import step
from investguangdong.projects.actions.writing import lock, write_history
from investguangdong.projects.models import LISTED, FreshnessNotice, Project, Status

# Days before the end, and how long before the end the notice before it went.
DISTANCES = ((3, 0), (14, 4), (30, 15))
A_CHUNK = 100
EXPIRY, CLOSING = FreshnessNotice.What.EXPIRY, FreshnessNotice.What.CLOSING


def lapse_expired(limit: int = 500) -> int:
    """Pauses what was not confirmed in time; returns how many. They are off the lists since midnight."""
    rows = Project.objects.filter(status=Status.PUBLISHED, expires_on__lt=clock.today())
    return sum(lapse(project) for project in rows.order_by("expires_on", "pk")[:limit])


@transaction.atomic
def lapse(project: Project) -> bool:
    """The last check of the facts ran out. False where an officer was faster."""
    locked = lock(project)
    if locked.status != Status.PUBLISHED or not locked.is_expired:
        return False
    reason = _("The last check of the facts ran out on %(day)s.") % {
        "day": dates.day(locked.expires_on, "en")
    }
    step(locked, Status.PAUSED, by=None, reason=reason)
    tell_officers([notice_of(locked, EXPIRY, locked.expires_on, 0)])
    return True


def close_applications(limit: int = 500) -> int:
    """Says of listings past their closing date that they are closed to applications; returns how many."""
    rows = (
        Project.objects.filter(status__in=LISTED, closes_on__lt=clock.today())
        .exclude(noticed(CLOSING, "closes_on", 0))
        .order_by("closes_on", "pk")
    )
    return sum(close_to_applications(project) for project in rows[:limit])


@transaction.atomic
def close_to_applications(project: Project) -> bool:
    locked = lock(project)
    if locked.status not in LISTED or not locked.is_past_closing:
        return False
    notice = notice_of(locked, CLOSING, locked.closes_on, 0)
    if notice is None:
        return False
    locked.updated_at = clock.now()
    Project.objects.filter(pk=locked.pk).update(updated_at=locked.updated_at)
    told = {"applications": ("open", "closed")}
    write_history(locked, told, by=None)
    record("project.closed_to_applications", locked, changes=told)
    tell_officers([notice])
    return True


def remind_officers(limit: int = 500) -> int:
    """Letters 30, 14 and 3 days before a listing goes off the lists, several listings of one officer in one;
    returns how many listings. The nearest distance counts where earlier ones were missed."""
    return sum(remind_at(days, nearer, limit) for days, nearer in DISTANCES)


def remind_at(days: int, nearer: int, limit: int) -> int:
    keys = list(due_for_reminder(days, nearer).values_list("pk", flat=True)[:limit])
    return sum(remind_of(keys[start : start + A_CHUNK], days) for start in range(0, len(keys), A_CHUNK))


def due_for_reminder(days: int, nearer: int):
    """Open listings that end within this distance. One that was checked within it needs no reminder yet."""
    today = clock.today()
    span = (today + timedelta(days=nearer), today + timedelta(days=days))
    return (
        Project.objects.filter(status=Status.PUBLISHED, expires_on__range=span)
        .filter(verified_on__lt=F("expires_on") - timedelta(days=days))
        .exclude(noticed(EXPIRY, "expires_on", days))
        .order_by("expires_on", "pk")
    )


@transaction.atomic
def remind_of(keys: list[int], days: int) -> int:
    rows = Project.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=keys)
    rows = rows.filter(status=Status.PUBLISHED).select_related("officer", "deputy")
    notices = [notice_of(project, EXPIRY, project.expires_on, days) for project in rows.order_by("pk")]
    return tell_officers(notices)


def noticed(what: str, field: str, days: int) -> Exists:
    """This date of the listing has been noticed at this distance or a smaller one."""
    return Exists(
        FreshnessNotice.objects.filter(
            project=OuterRef("pk"), what=what, day=OuterRef(field), days_left__lte=days
        )
    )


def notice_of(project: Project, what: str, day: date, days: int) -> FreshnessNotice | None:
    notice, is_new = FreshnessNotice.objects.get_or_create(
        project=project, what=what, day=day, days_left=days
    )
    notice.project = project
    return notice if is_new else None


def tell_officers(notices: list[FreshnessNotice | None]) -> int:
    """One letter an officer about all of these; returns how many notices were new."""
    new = [notice for notice in notices if notice]
    by_officer = defaultdict(list)
    for notice in new:
        for officer in officers_of(notice.project):
            by_officer[officer].append(notice)
    for officer, rows in by_officer.items():
        notify(
            "listing_freshness",
            to=officer,
            about=rows[0].project if len(rows) == 1 else officer,
            version=f"{rows[0].what}:{rows[0].days_left}:{rows[0].pk}",
            context={"notices": [row.pk for row in rows]},
        )
    return len(new)


def officers_of(project: Project) -> list:
    """Lead and deputy, each once."""
    return list(dict.fromkeys(user for user in (project.officer, project.deputy) if user))
