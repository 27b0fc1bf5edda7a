"""Writing messages into the outbox, and what recipients and officers decide about them."""

import hashlib

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.db import transaction

from investguangdong.audit import actions as audit
from investguangdong.core import clock, languages
from investguangdong.core.jobs import wake_on_commit
from investguangdong.notifications import budget
from investguangdong.notifications.kinds import KINDS
from investguangdong.notifications.models import Message, Preference

DELIVER = "notifications.deliver"


def notify(
    kind: str,
    *,
    to,
    about=None,
    version: str = "",
    language: str | None = None,
    context: dict | None = None,
) -> Message:
    """One message to one person (an account, or an address without one), in the caller's transaction: no
    commit, no message. The same kind, object, recipient and version is one message however often it is
    asked for. `context` holds ids and codes only: the text is written when it is sent."""
    user = to if hasattr(to, "email") else None
    recipient = (to.email if user else to).strip().lower()
    about_type, about_id = (about._meta.label_lower, str(about.pk)) if about is not None else ("", "")
    return enqueue(
        kind,
        key=":".join([kind, about_type, about_id, recipient, str(version)]),
        user=user,
        recipient=recipient,
        language=languages.supported(language or getattr(user, "language", "") or languages.current()),
        about_type=about_type,
        about_id=about_id,
        context=context or {},
    )


@transaction.atomic
def enqueue(kind: str, *, key: str, recipient: str, **fields) -> Message:
    """The row itself, once for each key; delivery is asked for when the transaction commits."""
    definition = KINDS[kind]
    validate_email(recipient)
    message, is_new = Message.objects.get_or_create(
        dedup_key=shortened(key),
        defaults={
            "kind": kind,
            "recipient": recipient,
            "message_id": message_id(key),
            "priority": definition.priority,
            "not_before": budget.earliest(kind, recipient),
            "in_inbox": definition.in_inbox and fields.get("user") is not None,
            **fields,
        },
    )
    if is_new:
        wake_on_commit(DELIVER)
    return message


def shortened(key: str) -> str:
    return key if len(key) <= 255 else f"{key[:190]}:{hashlib.sha256(key.encode()).hexdigest()}"


def message_id(key: str) -> str:
    """The same for every try, so that a mail server or a person can tell a repeat from a second message."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{settings.SITE_HOST}>"


def switch_off(kind: str, *, address: str) -> Preference:
    """No more mail of this kind to this address; the inbox on the site goes on."""
    return choose_frequency(kind, address=address, frequency=Preference.Frequency.OFF)


def choose_frequency(kind: str, *, address: str, frequency: str) -> Preference:
    if KINDS[kind].mandatory:
        raise ValueError(f"Messages of kind {kind!r} cannot be switched off.")
    preference, _is_new = Preference.objects.update_or_create(
        address=address.strip().lower(),
        kind=kind,
        defaults={"frequency": frequency, "changed_at": clock.now()},
    )
    return preference


@transaction.atomic
def choose_frequencies(address: str, *, wanted: dict[str, str], by) -> None:
    """How often each of these kinds goes to an address by e-mail; only what differs is written."""
    for kind, frequency in wanted.items():
        if frequency in ("", Preference.objects.frequency_of(kind, [address])[address]):
            continue
        audit.record(
            f"message.{frequency}", choose_frequency(kind, address=address, frequency=frequency), by=by
        )


def mark_read(message: Message, *, by) -> Message:
    if message.read_at is None and message.user_id == by.pk:
        message.read_at = clock.now()
        message.save(update_fields=["read_at"])
    return message


@transaction.atomic
def resend(message: Message, *, by) -> Message:
    """Sends once more what failed, is unclear or got lost, under its old Message-ID."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not message.can_be_resent_by(by):
        raise PermissionDenied
    message.state = Message.State.QUEUED
    message.attempts = 0
    message.not_before = message.created_at = clock.now()
    message.sent_at = None
    message.save()
    audit.record("message.resend", message, by=by)
    wake_on_commit(DELIVER)
    return message
