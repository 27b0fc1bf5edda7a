"""Names of offices and titles of publications in the reader's language. The files give both in English;
data/terms/bodies.csv and data/terms/sources.csv know those that occur often."""

import csv
from functools import cache
from pathlib import Path

from django.conf import settings

from investguangdong.core.chinese import to_traditional
from investguangdong.core.languages import Text

TERMS = settings.BASE_DIR / "data/terms"
BODIES, SOURCES = TERMS / "bodies.csv", TERMS / "sources.csv"


@cache
def names(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["en"]: _in_four(row) for row in csv.DictReader(file)}


def _in_four(row: dict) -> dict[str, str]:
    traditional = to_traditional(row["zh_hans"], "official")
    return {"zh-hans": row["zh_hans"], "zh-hant": traditional, "pt": row["pt"]}


def body_in(name: str, language: str) -> Text:
    """The body's name, in English where we know no other."""
    return _named(BODIES, name, language)


def source_in(title: str, language: str) -> Text:
    """The publication's title, in English where we know no other."""
    return _named(SOURCES, title, language)


def _named(path: Path, name: str, language: str) -> Text:
    known = names(path).get(name, {}).get(language)
    return Text(known, language, False) if known else Text(name, "en", language != "en")
