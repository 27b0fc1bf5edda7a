"""The signed link in a letter that asks whether a mandate is still right. It names the mandate, the member and
the day it was last confirmed: once somebody has confirmed it, the link says so and does nothing more."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "investors.still_right"
LIFETIME = 120 * 24 * 3600  # seconds: until well after the mandate is paused


class LinkExpired(Exception):
    """Ours, but too old: 410, and the way to the desk."""


@dataclass(frozen=True)
class StillRight:
    code: str
    member: int
    confirmed_on: date


def confirm_token(mandate, user) -> str:
    return signing.dumps([mandate.code, user.pk, mandate.last_confirmed_on.isoformat()], salt=SALT)


def read_token(token: str) -> StillRight | None:
    """None for what we did not sign."""
    try:
        code, member, day = signing.loads(token, salt=SALT, max_age=LIFETIME)
        return StillRight(str(code), int(member), date.fromisoformat(day))
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except (signing.BadSignature, ValueError, TypeError):
        return None


def confirm_address(mandate, user) -> str:
    return settings.SITE_URL + reverse("pages:mandate_confirm", args=[confirm_token(mandate, user)])
