"""A form sent twice has its effect once. Every write form from strangers carries `submission_key`."""

import hashlib
import json
import uuid

from django.db import transaction

from investguangdong.core.models import SubmissionKey


class OtherSubmission(Exception):
    """The key was used for other content: the caller answers 422."""


def new_key() -> str:
    return str(uuid.uuid4())


def actor_key(request) -> str:
    """Who sends: the account; else anyone who holds the key, which is random."""
    return f"user:{request.user.pk}" if request.user.is_authenticated else "anonymous"


def fingerprint(data: dict) -> str:
    """Of a form's `cleaned_data`, without the key itself."""
    told = {name: str(value) for name, value in data.items() if name != "submission_key"}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def once(request_actor: str, key: str, fingerprint: str) -> str | None:
    """Inside the transaction of the effect: None where this is the first time (then do it and `settle`),
    else the reference of what the first time made. A parallel repeat waits for the first to commit."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("once() belongs into the transaction of the effect")
    row, is_new = SubmissionKey.objects.get_or_create(
        actor_key=request_actor[:64], key=key[:64], defaults={"fingerprint": fingerprint}
    )
    if is_new:
        return None
    if row.fingerprint != fingerprint:
        raise OtherSubmission(key)
    return row.reference


def settle(request_actor: str, key: str, reference: str) -> None:
    """Notes what the submission made: its code or number, never a primary key."""
    SubmissionKey.objects.filter(actor_key=request_actor[:64], key=key[:64]).update(reference=reference)
