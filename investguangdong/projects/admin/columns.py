"""What one line of the list of listings says."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.core import dates
from investguangdong.core.languages import HTML_LANG, LANGUAGES, best, column, current
from investguangdong.projects.models import ReviewKind, Status
from investguangdong.projects.steps import IN_REVIEW

SHORT = {"en": "EN", "zh-hans": "简", "zh-hant": "繁", "pt": "PT"}


@admin.display(description=gettext_lazy("project"), ordering="code")
def what(project):
    address = reverse("admin:projects_project_change", args=[project.code])
    sample = format_html(' <span class="smp">{}</span>', _("sample")) if project.is_sample else ""
    title = best(project, "title")
    return format_html(
        '<a class="what" href="{}" lang="{}">{}</a> <span class="quiet">{}</span>{}',
        address,
        title.html_lang,
        title.text or _("(no title yet)"),
        project.code,
        sample,
    )


@admin.display(description=gettext_lazy("city"))
def place(project):
    return best(project.city, "name").text if project.city else _("Whole province")


@admin.display(description=gettext_lazy("status"))
def state(project):
    tone = {Status.PUBLISHED: "ok", Status.AS_PUBLISHED: "info"}.get(
        project.status, "warn" if project.status in IN_REVIEW else ""
    )
    waits = (
        format_html(' <span class="tag warn">{}</span>', _("changes wait"))
        if has_changes_beside(project)
        else ""
    )
    return format_html('<span class="tag {}">{}</span>{}', tone, project.get_status_display(), waits)


def has_changes_beside(project) -> bool:
    return project.open_round is not None and project.open_round.kind != ReviewKind.FIRST


@admin.display(description=gettext_lazy("languages"))
def texts(project):
    """Each language with a title and a summary, with one of them, with none; a mark where the source is newer."""
    marks = ((HTML_LANG[code], tone_of(project, code), SHORT[code]) for code in LANGUAGES)
    shown = format_html_join(" ", '<span lang="{}" class="lg {}">{}</span>', marks)
    stale = format_html(' <span class="tag warn">{}</span>', _("stale")) if project.is_stale else ""
    return format_html('<span class="lgs">{}</span>{}', shown, stale)


def tone_of(project, code: str) -> str:
    there = sum(bool(getattr(project, column(name, code))) for name in ("title", "summary"))
    return ("h", "m", "z")[there]


@admin.display(description=gettext_lazy("officer"))
def officer(project):
    return project.officer or format_html('<span class="late">{}</span>', _("nobody"))


@admin.display(description=gettext_lazy("ready"))
def ready(project):
    return "–" if project.readiness is None else f"{project.readiness} %"


@admin.display(description=gettext_lazy("due"))
def due(project):
    """What comes next by itself: the end of the showing, or how long somebody has waited for a review."""
    asked = project.open_round and project.open_round.asked_at
    if asked:
        day = dates.day(timezone.localdate(asked), current())
        return format_html('<span class="nw">{}</span>', _("waits since %(day)s") % {"day": day})
    if project.status != Status.PUBLISHED or project.expires_on is None:
        return ""
    tone = "late" if project.is_expired else ""
    return format_html('<span class="nw {}">{}</span>', tone, dates.day(project.expires_on, current()))
