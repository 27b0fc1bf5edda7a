"""Words of the letters about reference data. Each looks again at what it tells."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock, dates, languages
from investguangdong.places.forms import LAPSES_SOON
from investguangdong.places.models import Policy


def policies_lapsing(message) -> dict | None:
    """Nothing where no policy lapses any more, or the reader has left the provincial desk."""
    user = message.user
    if user is None or not scope_of(user).everywhere:
        return None
    policies = list(Policy.objects.visible_to(user).lapsing(clock.today(), within=LAPSES_SOON))
    if not policies:
        return None
    return {
        "title": ngettext(
            "%(count)s policy ends within 60 days", "%(count)s policies end within 60 days", len(policies)
        )
        % {"count": len(policies)},
        "lead": _("Find out whether it is extended, and enter the new end or edition."),
        "facts": [(languages.best(policy, "title").text, _ends(policy)) for policy in policies],
        "url": f"{settings.SITE_URL}{reverse('admin:places_policy_changelist')}?window=lapsing",
        "button": _("Open the policies that lapse"),
        "why": _("You get this because you work at the provincial desk."),
    }


def _ends(policy: Policy) -> str:
    return dates.day(policy.valid_to, languages.current())
