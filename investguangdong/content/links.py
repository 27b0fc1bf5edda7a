"""Signed links and tokens of forms that need no cookie."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from investguangdong.content.models import CONFIRM_WITHIN, SubscriptionRequest
from investguangdong.core import clock

CONFIRM, FORM = "content.newsletter", "content.form"
QUICKEST, SLOWEST = 2, 24 * 3600  # seconds between loading a form and sending it


class LinkExpired(Exception):
    """Ours, but too old: 410."""


class SentTooQuickly(Exception):
    """No person reads and fills in a form within two seconds."""


class FormTooOld(Exception):
    pass


def confirm_url(request: SubscriptionRequest) -> str:
    token = signing.dumps(request.key.hex, salt=CONFIRM)
    with override(request.language):
        return settings.SITE_URL + reverse("content:newsletter_confirm", args=[token])


def request_of(token: str) -> SubscriptionRequest | None:
    """The request a link belongs to; None for what we did not sign or have forgotten."""
    try:
        key = signing.loads(token, salt=CONFIRM, max_age=CONFIRM_WITHIN)
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except signing.BadSignature:
        return None
    return SubscriptionRequest.objects.filter(key=key).first()


def form_token(key: str) -> str:
    """When a form was loaded, bound to its submission key."""
    return signing.dumps([key, int(clock.now().timestamp())], salt=FORM)


def check_form_token(token: str, key: str) -> None:
    try:
        signed, loaded = signing.loads(token, salt=FORM)
    except (signing.BadSignature, ValueError) as error:
        raise FormTooOld from error
    age = clock.now().timestamp() - loaded
    if signed != key or age > SLOWEST:
        raise FormTooOld
    if age < QUICKEST:
        raise SentTooQuickly
