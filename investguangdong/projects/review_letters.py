"""Words of the letters to officers about listings they work on. Each looks again whether it is still theirs."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from investguangdong.core.languages import best
from investguangdong.projects.models import Project, ReviewState


def published(message) -> dict | None:
    project = _project(message)
    if project is None or not project.is_listed:
        return None
    return {
        "title": _("%(code)s is public") % {"code": project.code},
        "lead": best(project, "title").text,
        "url": settings.SITE_URL + project.get_absolute_url(),
        "button": _("Read it as the public does"),
        "why": _("You get this because you worked on this listing."),
    }


def returned(message) -> dict | None:
    project = _project(message)
    review = _round(message, project)
    if review is None or review.state != ReviewState.RETURNED:
        return None
    return {
        "title": _("%(code)s was returned to you") % {"code": project.code},
        "lead": best(project, "title").text,
        "quote": review.reason,
        "facts": [(_("Reviewer"), str(review.answered_by or ""))],
        "url": settings.SITE_URL + reverse("admin:projects_project_review", args=[project.code]),
        "button": _("Read the comments"),
        "why": _("You get this because you worked on this listing."),
    }


def _project(message) -> Project | None:
    if message.user is None:
        return None
    return (
        Project.objects.visible_to(message.user).on_desk_of(message.user).filter(pk=message.about_id).first()
    )


def _round(message, project: Project | None):
    number = message.dedup_key.rsplit(":", 1)[-1]
    if project is None or not number.isdecimal():
        return None
    return project.reviews.select_related("answered_by").filter(number=number).first()
