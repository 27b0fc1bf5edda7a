"""Words of the letters about listings. Each looks again whether it is still true and the reader may see it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investguangdong.core import clock, dates
from investguangdong.core.languages import best, current
from investguangdong.projects.actions import change_search
from investguangdong.projects.alerts import still_found
from investguangdong.projects.changes import Told, Words
from investguangdong.projects.facts import amount_text, city_text
from investguangdong.projects.models import (
    LISTED,
    Digest,
    Follow,
    FreshnessNotice,
    Project,
    ProjectChange,
    SavedSearch,
    Status,
)

SHOWN_LISTINGS = 10
SHOWN_CHANGES = 12
EXPIRY, CLOSING = FreshnessNotice.What.EXPIRY, FreshnessNotice.What.CLOSING


def absolute(name: str, *args) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def title_of(project: Project) -> str:
    sample = f" [{_('sample')}]" if project.is_sample else ""
    return f"{best(project, 'title').text}{sample}"


def day(value) -> str:
    return dates.day(value, current())


# To officers: dates that come near or have passed.


def freshness(message) -> dict | None:
    """Reminders and notices of one kind. A listing that was confirmed, moved or closed meanwhile drops out."""
    keys = message.context.get("notices", [])
    rows = FreshnessNotice.objects.filter(pk__in=keys).select_related("project__city").order_by("day", "pk")
    rows = [row for row in rows if holds(row, message.user)]
    if not rows:
        return None
    said = WHEN_PASSED[rows[0].what] if rows[0].days_left == 0 else said_before
    words = said(rows)
    if len(rows) > 1:
        words["links"] = [(step_address(row), line_of(row)) for row in rows[:SHOWN_LISTINGS]]
        words |= {"url": list_address(rows[0]), "button": _("Open the list")}
    return words


def holds(notice: FreshnessNotice, user) -> bool:
    project = notice.project
    if user is None or user.pk not in (project.officer_id, project.deputy_id):
        return False
    if notice.what == CLOSING:
        return project.status in LISTED and project.closes_on == notice.day
    expected = Status.PUBLISHED if notice.days_left else Status.PAUSED
    return project.status == expected and project.expires_on == notice.day


def line_of(notice: FreshnessNotice) -> str:
    return f"{day(notice.day)}: {title_of(notice.project)} ({notice.project.code})"


def step_address(notice: FreshnessNotice) -> str:
    """One click to the page where the facts are confirmed today, or where the listing is changed."""
    if notice.what == CLOSING:
        return absolute("admin:projects_project_change", notice.project.code)
    return absolute("admin:projects_project_step", notice.project.code, "verify")


def list_address(notice: FreshnessNotice) -> str:
    what = "past_closing" if notice.what == CLOSING else "lapsing" if notice.days_left else "lapsed"
    return f"{absolute('admin:projects_project_changelist')}?freshness={what}"


def said_before(rows: list[FreshnessNotice]) -> dict:
    days = (rows[0].day - clock.today()).days
    if len(rows) > 1:
        values = {"listings": len(rows), "days": rows[0].days_left}
        title = _("%(listings)s of your listings go off the lists within %(days)s days") % values
    else:
        counted = ngettext(
            "%(code)s goes off the lists in %(days)s day",
            "%(code)s goes off the lists in %(days)s days",
            days,
        )
        title = counted % {"code": rows[0].project.code, "days": days}
    return {
        "title": title,
        "lead": title_of(rows[0].project) if len(rows) == 1 else "",
        "paragraphs": [
            _("Check the facts and confirm them. Who does not leaves the listing to lapse by itself.")
        ],
        "facts": facts_about(rows),
        "url": step_address(rows[0]),
        "button": _("Confirm the facts today"),
        "why": why_officer(),
    }


def said_lapsed(rows: list[FreshnessNotice]) -> dict:
    title = (
        _("%(code)s is off the lists: its check ran out") % {"code": rows[0].project.code}
        if len(rows) == 1
        else _("%(listings)s of your listings are off the lists") % {"listings": len(rows)}
    )
    return {
        "title": title,
        "lead": title_of(rows[0].project) if len(rows) == 1 else "",
        "paragraphs": [_("Confirm the facts and it is listed again. Or close it and say how it ended.")],
        "facts": facts_about(rows),
        "url": step_address(rows[0]),
        "button": _("Confirm the facts today"),
        "why": why_officer(),
    }


def said_closed(rows: list[FreshnessNotice]) -> dict:
    title = (
        _("%(code)s is closed to applications") % {"code": rows[0].project.code}
        if len(rows) == 1
        else _("%(listings)s of your listings are closed to applications") % {"listings": len(rows)}
    )
    return {
        "title": title,
        "lead": title_of(rows[0].project) if len(rows) == 1 else "",
        "paragraphs": [_("Its closing date has passed. Set a new date, or close it and say how it ended.")],
        "facts": facts_about(rows),
        "url": step_address(rows[0]),
        "button": _("Open the listing"),
        "why": why_officer(),
    }


WHEN_PASSED = {EXPIRY: said_lapsed, CLOSING: said_closed}


def facts_about(rows: list[FreshnessNotice]) -> list[tuple]:
    if len(rows) > 1:
        return []
    project, notice = rows[0].project, rows[0]
    known = [(_("Checked"), project.verified_on), (notice.get_what_display().capitalize(), notice.day)]
    return [(label, day(value)) for label, value in known if value]


def why_officer() -> str:
    return _("You get this because you are the lead officer or deputy of this listing.")


# To followers: what changed, with old and new value.


def changed(message) -> dict | None:
    """One listing, or several in a digest. Told only while it is followed and the history is the reader's to see."""
    user = message.user
    keys = message.context.get("changes", [])
    followed = Follow.objects.filter(user=user).values("project")
    rows = ProjectChange.objects.visible_to(user).public().filter(pk__in=keys, project__in=followed)
    told = Words().tell(rows.select_related("project__city"))
    if not told:
        return None
    projects = list({one.project.pk: one.project for one in told}.values())
    words = said_of_one(projects[0], told) if len(projects) == 1 else said_of_many(projects, told)
    return words | {
        "why": _("You get this because you follow this listing or have it on your shortlist."),
    }


def said_of_one(project: Project, told: list[Told]) -> dict:
    return {
        "title": headline(project, told),
        "lead": title_of(project),
        "facts": [
            (one.label, _("%(old)s → %(new)s") % {"old": one.old, "new": one.new})
            for one in told[:SHOWN_CHANGES]
        ],
        "paragraphs": rest(told),
        "url": settings.SITE_URL + project.get_absolute_url(),
        "button": _("Open the listing"),
        "links": [(absolute("projects:follow", project.code), _("Stop following this listing"))],
    }


def headline(project: Project, told: list[Told]) -> str:
    """The fact itself where there is one; a count where there are several."""
    if len(told) == 1:
        return f"{project.code}: {told[0].label} → {told[0].new}"
    count = ngettext("%(count)s fact changed", "%(count)s facts changed", len(told)) % {"count": len(told)}
    return f"{project.code}: {count}"


def rest(told: list[Told]) -> list[str]:
    more = len(told) - SHOWN_CHANGES
    return [_("And %(count)s more on the page of changes.") % {"count": more}] if more > 0 else []


def said_of_many(projects: list[Project], told: list[Told]) -> dict:
    facts = [
        (title_of(one.project), f"{one.label}: {one.old} → {one.new}") for one in told[: 2 * SHOWN_CHANGES]
    ]
    return {
        "title": _("%(count)s listings you follow have changed") % {"count": len(projects)},
        "facts": facts,
        "url": absolute("pages:saved"),
        "button": _("Open your shortlist"),
        "links": [
            (settings.SITE_URL + project.get_absolute_url(), title_of(project))
            for project in projects[:SHOWN_LISTINGS]
        ],
    }


# To owners of saved searches.


def alert(message) -> dict | None:
    """New results of one search, the best ten with a link to the rest."""
    saved = search_of(message)
    if saved is None or saved.digest == Digest.OFF:
        return None
    keys = message.context.get("projects", [])
    rows = still_found(saved, keys)
    total = rows.order_by().count()
    if not total:
        return None
    count = ngettext("%(count)s new project", "%(count)s new projects", total) % {"count": total}
    more = total - SHOWN_LISTINGS
    return {
        "title": _("%(projects)s for “%(search)s”") % {"projects": count, "search": saved.name},
        "paragraphs": [_("And %(count)s more in the list.") % {"count": more}] if more > 0 else [],
        "links": [
            (settings.SITE_URL + project.get_absolute_url(), result(project))
            for project in rows.with_card()[:SHOWN_LISTINGS]
        ],
        "url": f"{absolute('projects:list')}?{saved.query}",
        "button": _("Open the search"),
        "why": _("You get this because you saved this search with mail about new results."),
    }


def result(project: Project) -> str:
    return " · ".join(part for part in (title_of(project), city_text(project), amount_text(project)) if part)


def search_of(message) -> SavedSearch | None:
    return (
        SavedSearch.objects.filter(user=message.user, pk=message.about_id).first() if message.user else None
    )


def alert_stop(message):
    """The one click in the mail stops this search and no other."""
    saved = search_of(message)
    if saved is None:
        return None
    return saved.name, lambda: change_search(saved, name=saved.name, digest=Digest.OFF)
