"""When the next digest goes: at nine in the morning of Guangdong, weekly ones on Monday. Pure."""

from datetime import datetime, time, timedelta

from investguangdong.core.clock import BUSINESS_ZONE

MORNING = time(9)
MONDAY = 0


def next_digest(frequency: str, now: datetime) -> datetime | None:
    """The first digest of this frequency after `now`; at once for `instant`, None for `off`."""
    if frequency == "instant":
        return now
    if frequency not in ("daily", "weekly"):
        return None
    here = now.astimezone(BUSINESS_ZONE)
    due = datetime.combine(here.date(), MORNING, BUSINESS_ZONE)
    while due <= here or (frequency == "weekly" and due.weekday() != MONDAY):
        due += timedelta(days=1)
    return due
