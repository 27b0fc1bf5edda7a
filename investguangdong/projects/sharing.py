"""A shortlist as a link: signed, read-only, over after a month. It holds references only, no notes and no name."""

from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.projects.actions import SHORTLIST_LIMIT

SALT = "projects.shared"
DAYS = 30


class Shared(NamedTuple):
    codes: list[str]
    until: date

    @property
    def is_over(self) -> bool:
        return self.until < clock.today()


def token_of(codes: list[str]) -> str:
    until = clock.today() + timedelta(days=DAYS)
    return signing.dumps([until.isoformat(), *codes[:SHORTLIST_LIMIT]], salt=SALT, compress=True)


def address_of(codes: list[str]) -> str:
    return settings.SITE_URL + reverse("projects:shared", args=[token_of(codes)])


def read(token: str) -> Shared | None:
    """None where the link is not one of ours."""
    try:
        until, *codes = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Shared(codes, date.fromisoformat(until))
