"""Dates and times as each language writes them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date
from django.utils import timezone

from investguangdong.core.languages import LOCALES

DAY = {"en": "d MMMM y", "zh-hans": "y年M月d日", "zh-hant": "y年M月d日", "pt": "d 'de' MMMM 'de' y"}


def day(value: date | datetime, language: str) -> str:
    """`28 November 2026`, in the reader's zone where a time was given."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_date(value, format=DAY[language], locale=LOCALES[language])


def moment(value: datetime, language: str) -> str:
    """`28 November 2026, 11:20 (UTC+8)`: a time without its zone is a trap for people abroad."""
    local = timezone.localtime(value)
    gap = " " if language.startswith("zh") else ", "
    return f"{day(value, language)}{gap}{local:%H:%M} ({offset(local)})"


def offset(value: datetime) -> str:
    minutes = int((value.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")
