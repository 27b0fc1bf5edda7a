"""What follows when both sides have said yes. Called inside the transaction of the answer."""

from investguangdong.investors.actions import grant
from investguangdong.matching.models import Match
from investguangdong.notifications.actions import notify


def both_sides(match: Match, *, by) -> None:
    """Opens the organisation to the officers of the project's city and tells both sides."""
    organisation, project = match.mandate.organisation, match.project
    grant(organisation, city=project.city, because=f"{match.mandate.code} · {project.code}", by=by)
    members = [row.user for row in organisation.memberships.current().select_related("user").order_by("pk")]
    for user in [*members, *filter(None, (project.officer,))]:
        notify("match_mutual", to=user, about=match)
