"""The secret in an invitation's link. It is made anew each time from the row's key, how often it was sent and the
site's own secret, so that neither a copy of the database nor the outbox holds it; the row keeps its digest."""

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from investguangdong.investors.models import Invitation

SALT = "investors.invitation"


def invitation_token(invitation: Invitation) -> str:
    return salted_hmac(SALT, f"{invitation.key.hex}:{invitation.sendings}", algorithm="sha256").hexdigest()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    """The row of a link, in whatever state; None for a link that is not ours or was replaced by a later one."""
    rows = Invitation.objects.select_related("organisation", "by")
    return rows.filter(token_hash=digest(token)).first()


def invitation_url(invitation: Invitation, language: str) -> str:
    with override(language):
        return settings.SITE_URL + reverse("pages:invitation", args=[invitation_token(invitation)])
