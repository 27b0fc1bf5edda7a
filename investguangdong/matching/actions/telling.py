"""Letters about new matches."""

from django.db import transaction

from investguangdong.core import clock
from investguangdong.investors.choices import Digest
from investguangdong.investors.models import Mandate
from investguangdong.matching.models import Match
from investguangdong.notifications.actions import notify


def tell_new_matches() -> int:
    """One letter a member and mandate, at most one a day, with the strong matches nobody has told yet."""
    today = clock.today()
    wanted = [Digest.INSTANT, Digest.DAILY, *([Digest.WEEKLY] if today.weekday() == 0 else [])]
    mandates = Mandate.objects.active().filter(digest__in=wanted).select_related("organisation")
    return sum(tell_about(mandate, version=today.isoformat()) for mandate in mandates.order_by("pk"))


@transaction.atomic
def tell_about(mandate: Mandate, *, version: str) -> int:
    matches = list(Match.objects.filter(mandate=mandate).untold().best_first().select_for_update()[:20])
    if not matches:
        return 0
    ids = [match.pk for match in matches]
    members = mandate.organisation.memberships.current().select_related("user").order_by("pk")
    for member in members:
        notify("match_digest", to=member.user, about=mandate, version=version, context={"matches": ids})
    Match.objects.filter(pk__in=ids).update(told_at=clock.now())
    return len(members)
