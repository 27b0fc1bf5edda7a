"""How much mail strangers can have sent to an address: what exceeds it is delayed, never dropped."""

from datetime import datetime, timedelta

from investguangdong.core import clock
from investguangdong.notifications.kinds import KINDS
from investguangdong.notifications.models import Message

BY_STRANGERS = [kind.name for kind in KINDS.values() if kind.by_strangers]
LIMITS = ((1, 3), (24, 10))  # (hours, messages)


def earliest(kind: str, recipient: str) -> datetime:
    """When a message of this kind may go to this address."""
    now = clock.now()
    if kind not in BY_STRANGERS:
        return now
    return max(now, *(_end_of_wait(recipient, hours, most) for hours, most in LIMITS))


def _end_of_wait(recipient: str, hours: int, most: int) -> datetime:
    """An address that has had its share waits until the oldest message of the share has aged."""
    recent = Message.objects.filter(kind__in=BY_STRANGERS).recent_to(recipient, hours=hours)
    share = list(recent.values_list("not_before", flat=True)[:most])
    return share[-1] + timedelta(hours=hours) if len(share) == most else clock.now()
