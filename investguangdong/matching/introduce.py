"""What follows when both sides have said yes. Called inside the transaction of the answer."""

from django.utils.translation import gettext as _

from investguangdong.cases.actions import open_case
from investguangdong.core import languages
from investguangdong.investors.actions import grant
from investguangdong.matching.models import Match
from investguangdong.notifications.actions import notify


def both_sides(match: Match, *, by) -> None:
    """Opens the organisation to the officers of the project's city, opens a case and tells both sides."""
    organisation, project = match.mandate.organisation, match.project
    grant(organisation, city=project.city, because=f"{match.mandate.code} · {project.code}", by=by)
    members = [row.user for row in organisation.memberships.current().select_related("user").order_by("pk")]
    if members:
        introduction(match, members[0])
    for user in [*members, *filter(None, (project.officer,))]:
        notify("match_mutual", to=user, about=match)


def introduction(match: Match, contact):
    """The case begins with what brought the two together, in the investor's language."""
    language = languages.supported(contact.language or match.mandate.language)
    with languages.with_language(language):
        title = languages.best(match.project, "title").text
        question = _(
            "Both sides said yes to this match: “%(mandate)s” and “%(project)s”. When can we talk?"
        ) % {
            "mandate": match.mandate.name,
            "project": title,
        }
    return open_case(
        by=contact,
        contact_name=contact.name or contact.email,
        contact_email=contact.email,
        language=language,
        question=question,
        project=match.project,
        city=match.project.city,
        organisation=match.mandate.organisation,
        channel="match",
    )
