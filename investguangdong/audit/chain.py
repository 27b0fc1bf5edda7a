"""The arithmetic of the hash chain and of digests of private values."""

import hashlib
import json

from django.conf import settings
from django.utils.crypto import salted_hmac

FIRST = "0" * 64


def link_hash(previous: str, content: dict) -> str:
    """What an entry's link must be, given the link before it."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{told}".encode()).hexdigest()


def private_digest(value) -> str:
    """Tells whether two private values were the same, and nothing else: keyed, so it cannot be guessed from
    a list of addresses."""
    key = settings.SECRET_KEY
    return salted_hmac("audit.private", str(value), secret=key, algorithm="sha256").hexdigest()[:32]
