"""What a listing needs before it goes out: one table that gives the form's errors and "what is missing".

The database holds most of it too (`project_published_is_complete`); the papers and the dates are held here.
"""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.projects.models import EvidenceKind, EvidenceState, Project, Status

VERIFICATION_LASTS = timedelta(days=90)
STEPS = {
    Status.DRAFT: (Status.SUBMITTED, Status.CLOSED),
    Status.SUBMITTED: (Status.DRAFT, Status.CITY_REVIEW, Status.PROVINCIAL_REVIEW, Status.CLOSED),
    Status.CITY_REVIEW: (Status.DRAFT, Status.PROVINCIAL_REVIEW, Status.PUBLISHED, Status.CLOSED),
    Status.PROVINCIAL_REVIEW: (Status.DRAFT, Status.CITY_REVIEW, Status.PUBLISHED, Status.CLOSED),
    Status.PUBLISHED: (Status.PAUSED, Status.CLOSED),
    Status.AS_PUBLISHED: (Status.PAUSED, Status.CLOSED),  # confirmed beside the public row, by a review
    Status.PAUSED: (Status.PUBLISHED, Status.CLOSED),
    Status.CLOSED: (),
}


def has_right_to_offer(project: Project) -> bool:
    """A checked, valid letter that says the body may offer this."""
    return any(
        paper.kind == EvidenceKind.RIGHT_TO_OFFER and paper.state == EvidenceState.CLEARED and paper.is_valid
        for paper in project.evidence.all()
    )


def is_freshly_checked(project: Project) -> bool:
    return project.verified_on is not None and project.verified_on >= clock.today() - VERIFICATION_LASTS


def has_amount(project: Project) -> bool:
    return project.amount_range != (None, None) or bool(project.amount_missing)


REQUIREMENTS = (
    (_("a title in English"), lambda p: p.title_en),
    (_("a title in Simplified Chinese"), lambda p: p.title_zh_hans),
    (_("a main sector"), lambda p: p.primary_sector_id),
    (_("at least one way to take part"), lambda p: p.modes),
    (_("an amount, or why there is none"), has_amount),
    (_("a lead officer"), lambda p: p.officer_id),
    (_("the publishing body"), lambda p: p.publishing_body_en or p.publishing_body_zh_hans),
    (_("a checked letter with the right to offer"), has_right_to_offer),
    (_("at least one risk, in English or Chinese"), lambda p: p.risks_en or p.risks_zh_hans),
    (_("a check within the last 90 days"), is_freshly_checked),
    (
        _("a day until which it is shown, after the check"),
        lambda p: p.expires_on and p.expires_on > clock.today(),
    ),
)


def missing(project: Project) -> list:
    """What still has to be done before publishing, in words."""
    return [label for label, is_met in REQUIREMENTS if not is_met(project)]


def may_become(project: Project, status: str) -> bool:
    return status in STEPS[Status(project.status)]
