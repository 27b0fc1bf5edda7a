"""Simplified and Traditional Chinese as Hong Kong writes it, and the folding that lets a search find both."""

import csv
import re
import unicodedata
from functools import cache
from typing import NamedTuple

import opencc
from django.conf import settings

EXCEPTIONS = settings.BASE_DIR / "data/terms/hk_exceptions.csv"

# Names of laws, forms and bodies keep their wording; only glyphs and errors are put right.
SCOPES = {
    "official": frozenset({"always"}),
    "prose": frozenset({"always", "prose"}),
    "ui": frozenset({"always", "ui"}),
}


class Rule(NamedTuple):
    stage: str
    scope: str
    wrong: str
    right: str


@cache
def exceptions() -> tuple[Rule, ...]:
    with EXCEPTIONS.open(encoding="utf-8") as file:
        return tuple(Rule(row["stage"], row["scope"], row["from"], row["to"]) for row in csv.DictReader(file))


@cache
def converter(profile: str) -> opencc.OpenCC:
    return opencc.OpenCC(profile)


def to_traditional(text: str, where: str = "prose") -> str:
    """Hong Kong's characters for Simplified text. `where` is `official` for names of laws and bodies, `ui`
    for labels and buttons, `prose` for our own sentences. A machine's draft until a person has read it."""
    if not text:
        return text
    rules = [rule for rule in exceptions() if rule.scope in SCOPES[where]]
    kept, shielded = _shield(text, [rule for rule in rules if rule.stage == "before"])
    drafted = converter("s2hkp").convert(shielded)
    for mark, right in kept.items():
        drafted = drafted.replace(mark, right)
    return _replace(drafted, [rule for rule in rules if rule.stage == "after"])


def fold(text: str) -> str:
    """One form for search: compatible characters, Simplified, without case."""
    return converter("hk2s").convert(unicodedata.normalize("NFKC", text)).casefold()


def _shield(text: str, rules: list[Rule]) -> tuple[dict[str, str], str]:
    """Words the converter must not touch, behind marks from the private use area."""
    kept = {}
    for index, rule in enumerate(sorted(rules, key=lambda rule: -len(rule.wrong))):
        mark = chr(0xE000 + index)
        if rule.wrong in text:
            kept[mark] = rule.right
            text = text.replace(rule.wrong, mark)
    return kept, text


def _replace(text: str, rules: list[Rule]) -> str:
    """Single characters first, since words are listed with the right ones; then words in one pass, the
    longest first, so that no replacement is replaced again."""
    glyphs = {rule.wrong: rule.right for rule in rules if len(rule.wrong) == 1}
    words = {rule.wrong: rule.right for rule in rules if len(rule.wrong) > 1}
    text = text.translate(str.maketrans(glyphs))
    if not words:
        return text
    longest_first = sorted(words, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: words[found[0]], text)
