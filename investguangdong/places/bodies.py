"""Names of offices in the reader's language. The files name a body in English; data/terms/bodies.csv knows
the names of those that occur often."""

import csv
from functools import cache

from django.conf import settings

from investguangdong.core.chinese import to_traditional
from investguangdong.core.languages import Text

NAMES = settings.BASE_DIR / "data/terms/bodies.csv"


@cache
def names() -> dict[str, dict[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {row["en"]: _in_four(row) for row in csv.DictReader(file)}


def _in_four(row: dict) -> dict[str, str]:
    traditional = to_traditional(row["zh_hans"], "official")
    return {"zh-hans": row["zh_hans"], "zh-hant": traditional, "pt": row["pt"]}


def body_in(name: str, language: str) -> Text:
    """The body's name, in English where we know no other."""
    known = names().get(name, {}).get(language)
    return Text(known, language, False) if known else Text(name, "en", language != "en")
