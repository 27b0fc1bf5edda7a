"""Who may decide about a listing: whoever wrote it may not, except at the provincial desk."""

from django.utils.translation import gettext as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.projects.models import Project, Review, Status

# (from, to): steps that say yes to somebody's text.
DECISIONS = frozenset(
    {
        (Status.SUBMITTED, Status.CITY_REVIEW),
        (Status.CITY_REVIEW, Status.PROVINCIAL_REVIEW),
        (Status.CITY_REVIEW, Status.PUBLISHED),
    }
)


def is_author(project: Project, user, review: Review | None) -> bool:
    """Who wrote this round or asked for it; before there is a round, who made the listing."""
    if user is None:
        return False
    if review is None:
        return project.created_by_id == user.pk
    return review.asked_by_id == user.pk or any(one.pk == user.pk for one in review.writers.all())


def objection(project: Project, status: str, *, by, review: Review | None) -> str:
    """Why this person may not take the step, as a sentence; empty when she may. `None` is the site itself."""
    if by is None or scope_of(by).writes_everywhere:
        return ""
    if (project.status, status) == (Status.PROVINCIAL_REVIEW, Status.PUBLISHED):
        return _("This listing is with the province, which publishes it or returns it.")
    if (project.status, status) in DECISIONS:
        return objection_to_author(project, by, review)
    return ""


def objection_to_author(project: Project, by, review: Review | None) -> str:
    if by is None or scope_of(by).writes_everywhere or not is_author(project, by, review):
        return ""
    return _("You wrote this, so another person decides. Ask your deputy, or pass it to the province.")
