"""How the matches of an organisation stand, beside its entry in the back office. Filled into
`core.registry.organisation_panels`."""

from django.db.models import Count, Max, Q
from django.urls import reverse

from investguangdong.matching.choices import Answer
from investguangdong.matching.models import Match


def panel(organisation, user) -> dict | None:
    """Counts of the pairs the officer may see; None where there are none."""
    yes, no = Answer.YES, Answer.NO
    rows = Match.objects.visible_to(user).filter(mandate__organisation=organisation, is_current=True)
    told = rows.aggregate(
        total=Count("pk"),
        best=Max("score"),
        wanted=Count("pk", filter=Q(state_investor=yes)),
        offered=Count("pk", filter=Q(state_project=yes)),
        agreed=Count("pk", filter=Q(state_investor=yes, state_project=yes)),
        declined=Count("pk", filter=Q(state_investor=no) | Q(state_project=no)),
    )
    return {**told, "url": reverse("admin:matching_match_changelist")} if told["total"] else None
