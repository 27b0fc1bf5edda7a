"""The panel "Interests" beside a listing in the back office: who waits for an answer, who was introduced, and why
others said no. Filled into `core.registry.project_panels`."""

from django.urls import reverse

from investguangdong.matching.models import Match
from investguangdong.matching.tallies import tally
from investguangdong.matching.unnamed import unnamed
from investguangdong.projects.models import Project

SHOWN = 6


def panel(project: Project, user) -> dict | None:
    if not project.pk:
        return None
    rows = Match.objects.visible_to(user).filter(project=project).with_open_names(user)
    rows = rows.select_related("mandate__organisation", "project", "case")
    waiting = rows.waiting_for_project().order_by("answer_due", "-score")
    introduced = rows.introduced().order_by("-introduced_at")
    strong = rows.strong_and_untouched().count()
    return {
        "waiting": [told(match) for match in waiting[:SHOWN]],
        "introduced": [told(match) for match in introduced[:SHOWN]],
        "strong": strong,
        "tally": tally([project]),
        "url": reverse("admin:matching_match_project", args=[project.code]),
    }


def told(match: Match) -> tuple:
    """(match, who): the name only where it is open to this officer."""
    organisation = match.mandate.organisation
    return match, organisation.name if match.name_is_open else unnamed(organisation)
