"""When a desk answers, by its own clock and by the visitor's. Pure: the day comes in as an argument."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from investguangdong.core.clock import BUSINESS_ZONE


@dataclass(frozen=True)
class Hours:
    """`shift` is the day on which it opens there, seen from Guangdong's: -1, 0 or 1; `ends_shift` likewise."""

    zone: str
    opens: str
    closes: str
    shift: int
    ends_shift: int


def hours_in(zone: str, opens: time, closes: time, day: date) -> Hours:
    """A desk's hours of one day on another clock; summer time counts, so the day matters."""
    start = datetime.combine(day, opens, BUSINESS_ZONE).astimezone(ZoneInfo(zone))
    end = datetime.combine(day, closes, BUSINESS_ZONE).astimezone(ZoneInfo(zone))
    return Hours(
        zone=zone,
        opens=f"{start:%H:%M}",
        closes=f"{end:%H:%M}",
        shift=(start.date() - day).days,
        ends_shift=(end.date() - day).days,
    )


def is_open(now: datetime, opens: time, closes: time, *, is_working: bool) -> bool:
    """`is_working` says whether the date in Guangdong is a working day."""
    local = now.astimezone(BUSINESS_ZONE).time()
    return is_working and opens <= local < closes
