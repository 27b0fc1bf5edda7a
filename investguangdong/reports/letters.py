"""Words of the letter about a report that is ready."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from investguangdong.reports.definitions import DEFINITIONS
from investguangdong.reports.models import ReportRun


def ready(message) -> dict | None:
    """To who asked for it. What it is about may have gone meanwhile: then there is nothing to fetch."""
    run = ReportRun.objects.filter(pk=message.about_id, asked_by=message.user).first()
    if run is None or not run.is_done or message.user is None:
        return None
    definition = DEFINITIONS[run.definition]
    if definition.find(run.about_code, message.user) is None:
        return None
    return {
        "title": _("Ready: %(report)s, %(about)s") % {"report": definition.label, "about": run.about_code},
        "facts": [(_("File"), run.file_name), (_("Size"), f"{max(run.size // 1024, 1)} KB")],
        "url": settings.SITE_URL + reverse("reports:run", args=[run.code]),
        "button": _("Open the report"),
        "why": _("You get this because you asked for this report."),
    }
