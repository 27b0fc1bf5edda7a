"""What acts and views write about themselves."""

import json
import logging

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from investguangdong.audit.chain import FIRST, link_hash, private_digest
from investguangdong.audit.models import AccessLog, AuditEntry, ChainLink
from investguangdong.core import request_id
from investguangdong.core.locks import advisory_lock


class PlainValues(DjangoJSONEncoder):
    """Dates and decimals as text, a row as its code or number, never as its text: the audit cannot forget."""

    def default(self, o):
        if isinstance(o, models.Model):
            return _label(o) or f"{o._meta.label_lower} {o.pk}"
        try:
            return super().default(o)
        except TypeError:
            return str(o)


# Field names that are personal wherever they stand; a model adds its own in `private_fields`.
PRIVATE = frozenset(
    {"email", "phone", "password", "wechat", "contact_name", "contact_email", "contact_phone"}
)
SEAL_AT_ONCE = 5000
log = logging.getLogger(__name__)


def record(verb: str, obj, *, by=None, changes: dict | None = None, reason: str = "") -> AuditEntry:
    """One act on one row, in the caller's transaction. `changes` is `{field: (old, new)}` or `{field: new}`;
    of private fields only the name and keyed digests are kept."""
    return AuditEntry.objects.create(
        verb=verb,
        by=_account(by),
        changes=_told(changes or {}, obj),
        reason=reason[:500],
        **_whom(obj),
    )


def record_view(obj, *, by, act: str = AccessLog.Act.VIEW) -> AccessLog:
    """One look at something that is not public."""
    return AccessLog.objects.create(by=_account(by), act=act, **_whom(obj))


def seal() -> int:
    """Links the entries that have no link yet, oldest first, and returns how many. One process at a time.
    The head goes to the log: who rewrites the table does not reach what was logged elsewhere."""
    with advisory_lock("audit.seal") as mine:
        count = _link_new_entries() if mine else 0
    if count:
        head = ChainLink.objects.latest("position")
        log.info("audit chain: link %s is %s", head.position, head.hash)
    return count


@transaction.atomic
def _link_new_entries() -> int:
    last = ChainLink.objects.order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, FIRST)
    links = []
    for entry in AuditEntry.objects.filter(link=None).order_by("id")[:SEAL_AT_ONCE]:
        position += 1
        previous = link_hash(previous, entry.canonical())
        links.append(ChainLink(position=position, entry=entry, hash=previous))
    ChainLink.objects.bulk_create(links)
    return len(links)


def _account(by):
    return by if getattr(by, "pk", None) else None


def _whom(obj) -> dict:
    return {
        "object_type": obj._meta.label_lower,
        "object_id": str(obj.pk),
        "object_label": _label(obj)[:200],
        "request_id": request_id.current.get()[:64],
    }


def _label(obj) -> str:
    """The code or number people know a row by; never its text, which may hold a person's name, nor an address
    made of one (`private_fields` names it)."""
    private = _private(obj)
    for name in ("code", "number", "slug"):
        value = "" if name in private else getattr(obj, name, "")
        if value:
            return str(value)
    return ""


def _private(obj) -> set[str]:
    return PRIVATE | set(getattr(type(obj), "private_fields", ()))


def _told(changes: dict, obj) -> dict:
    private = _private(obj)
    told = {}
    for field, value in changes.items():
        pair = value if isinstance(value, tuple) and len(value) == 2 else (None, value)
        if field in private:
            told[field] = {"private": [private_digest(part) if part else None for part in pair]}
        else:
            told[field] = {"old": pair[0], "new": pair[1]}
    return json.loads(json.dumps(told, cls=PlainValues))
