"""Signed links in mails: they open one case, or confirm one address, without an account. Changing the case's
`link_key` ends every link that was sent."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

OPEN, CONFIRM = "cases.open", "cases.confirm"
LIFETIME = {OPEN: 180 * 24 * 3600, CONFIRM: 7 * 24 * 3600}  # seconds


class LinkExpired(Exception):
    """Ours, but too old: 410, and a way to go on."""


def token_for(case, purpose: str) -> str:
    return signing.dumps([case.number, case.link_key.hex], salt=purpose)


def read_token(token: str, purpose: str) -> tuple[str, str] | None:
    """(number, key), or None for what we did not sign; the caller compares the key with the case."""
    try:
        number, key = signing.loads(token, salt=purpose, max_age=LIFETIME[purpose])
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(number), str(key)


def open_url(case) -> str:
    return _address("cases:open", case, [case.number, token_for(case, OPEN)])


def confirm_url(case) -> str:
    return _address("cases:confirm", case, [token_for(case, CONFIRM)])


def _address(name: str, case, args) -> str:
    with override(case.language):
        return settings.SITE_URL + reverse(name, args=args)
