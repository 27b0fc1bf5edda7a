"""Words of the letters about organisations; each looks again whether it still may be sent."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from investguangdong.investors.choices import Verification
from investguangdong.investors.models import Organisation


def checked(message) -> dict | None:
    """The outcome of a check, to somebody who is still a member."""
    row = Organisation.objects.of_member(message.user).filter(pk=message.about_id).first()
    if row is None or row.verification not in (Verification.VERIFIED, Verification.REFUSED):
        return None
    if row.is_verified:
        title = _("%(name)s has been checked") % {"name": row.name}
        lead = _("An officer compared your entry with the register. Officers see you as checked from now on.")
    else:
        title = _("%(name)s could not be confirmed") % {"name": row.name}
        lead = _("What you entered does not agree with what an officer found. Correct it and ask again.")
    return {
        "title": title,
        "lead": lead,
        "facts": [(_("What was compared"), row.evidence)],
        "url": settings.SITE_URL + reverse("pages:organisation"),
        "button": _("Open your organisation"),
        "why": _("You get this because you own this organisation’s entry."),
    }
