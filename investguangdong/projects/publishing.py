"""What a listing needs before it goes out: one table that gives the form's errors and "what is missing".

The database holds most of it too (`project_published_is_complete`); the papers and the dates are held here.
"""

from collections.abc import Callable
from dataclasses import dataclass
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


def papers_of(project: Project) -> list:
    """The papers of a row; of a form that is not saved yet, those on it (`papers_at_hand`)."""
    at_hand = getattr(project, "papers_at_hand", None)
    return list(project.evidence.all()) if at_hand is None else at_hand


def has_right_to_offer(project: Project) -> bool:
    """A checked, valid letter that says the body may offer this."""
    return any(
        paper.kind == EvidenceKind.RIGHT_TO_OFFER and paper.state == EvidenceState.CLEARED and paper.is_valid
        for paper in papers_of(project)
    )


def is_freshly_checked(project: Project) -> bool:
    return project.verified_on is not None and project.verified_on >= clock.today() - VERIFICATION_LASTS


def has_amount(project: Project) -> bool:
    return project.amount_range != (None, None) or bool(project.amount_missing)


def has_day_ahead(project: Project) -> bool:
    return project.expires_on is not None and project.expires_on > clock.today()


@dataclass(frozen=True)
class Requirement:
    """`line` is the field of the form, `evidence:kind` or a step of the desk (`step:verify`) that mends it."""

    label: object
    line: str
    is_met: Callable[[Project], object]


REQUIREMENTS = (
    Requirement(_("a title in English"), "title_en", lambda p: p.title_en),
    Requirement(_("a title in Simplified Chinese"), "title_zh_hans", lambda p: p.title_zh_hans),
    Requirement(_("a main sector"), "primary_sector", lambda p: p.primary_sector_id),
    Requirement(_("at least one way to take part"), "modes", lambda p: p.modes),
    Requirement(_("an amount, or why there is none"), "sought_min", has_amount),
    Requirement(_("a lead officer"), "officer", lambda p: p.officer_id),
    Requirement(
        _("the publishing body"),
        "publishing_body_en",
        lambda p: p.publishing_body_en or p.publishing_body_zh_hans,
    ),
    Requirement(_("a checked letter with the right to offer"), "evidence:right_to_offer", has_right_to_offer),
    Requirement(
        _("at least one risk, in English or Chinese"), "risks_en", lambda p: p.risks_en or p.risks_zh_hans
    ),
    Requirement(_("a check within the last 90 days"), "step:verify", is_freshly_checked),
    Requirement(_("a day until which it is shown, after the check"), "expires_on", has_day_ahead),
)


def gaps(project: Project) -> list[Requirement]:
    return [one for one in REQUIREMENTS if not one.is_met(project)]


def missing(project: Project) -> list:
    """What still has to be done before publishing, in words."""
    return [one.label for one in gaps(project)]


def may_become(project: Project, status: str) -> bool:
    return status in STEPS[Status(project.status)]
