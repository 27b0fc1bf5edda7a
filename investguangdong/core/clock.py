"""The one place that reads the clock, so that a test may set it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

BUSINESS_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """The date in Guangdong, whatever zone the visitor lives in."""
    return now().astimezone(BUSINESS_ZONE).date()
