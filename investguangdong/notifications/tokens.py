"""The signed token in every mail that may be switched off: one address, one kind, no sign-in needed."""

from django.core import signing

SALT = "notifications.stop"


def stop_token(address: str, kind: str) -> str:
    return signing.dumps([address, kind], salt=SALT, compress=True)


def read_stop_token(token: str) -> tuple[str, str] | None:
    """The address and kind, or None for a token that we did not sign. It does not expire: people stop old
    mails too."""
    try:
        address, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return address, kind
