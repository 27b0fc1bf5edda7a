"""The signed token in every mail that may be switched off: no sign-in needed. It names the message and not the
address, so that no address stands in links and logs."""

from django.core import signing

SALT = "notifications.stop"


def stop_token(message_pk: int) -> str:
    return signing.Signer(salt=SALT).sign(str(message_pk))


def read_stop_token(token: str) -> int | None:
    """The message's key, or None for a token that we did not sign. It does not expire: people stop old
    mails too."""
    try:
        return int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
