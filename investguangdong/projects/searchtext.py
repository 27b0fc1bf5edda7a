"""Words for a search in four languages and two Chinese scripts. Pure: text in, lexemes out.

Chinese has no spaces, so a run of Han characters becomes overlapping pairs with positions, and a query of
several characters asks for those pairs one after the other. Latin words are kept whole, lower case, without
accents; the database adds English and Portuguese stems of the same words (see `VECTOR` and `word_query`).
Both sides are folded to Simplified Chinese first, so 機械人, 機器人 and 机器人 meet.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from investguangdong.core.chinese import fold

EXCEPTIONS = Path(__file__).resolve().parents[2] / "data" / "terms" / "hk_exceptions.csv"
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
QUOTED = re.compile(r'["“”«»「」]([^"“”«»「」]+)["“”«»「」]')
STOP_WORDS = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "with",
    )
    + (
        "com",
        "da",
        "das",
        "de",
        "do",
        "dos",
        "e",
        "em",
        "na",
        "nas",
        "no",
        "nos",
        "o",
        "os",
        "para",
        "por",
        "um",
    )
)
# The last position PostgreSQL keeps apart; later ones fall together.
LAST_POSITION = 16_000
VECTOR = (
    "(%s::tsvector || setweight(to_tsvector('english', %s), 'C')"
    " || setweight(to_tsvector('portuguese', %s), 'C'))"
)


@dataclass(frozen=True)
class Words:
    """What `VECTOR` takes, in its order."""

    lexemes: str
    english: str
    portuguese: str

    def parameters(self) -> tuple[str, str, str]:
        return self.lexemes, self.english, self.portuguese


@cache
def regional_words() -> list[tuple[str, str]]:
    """Hong Kong wording and its Mainland twin (机械人, 机器人), folded, longest first."""
    with EXCEPTIONS.open(encoding="utf-8") as file:
        rows = [(fold(row["to"]), fold(row["from"])) for row in csv.DictReader(file)]
    pairs = {(local, common) for local, common in rows if local != common and len(local) > 1}
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))


def normal(text: str) -> str:
    """Simplified, lower case, without accents, with Mainland wording."""
    text = "".join(c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))
    text = unicodedata.normalize("NFC", text)
    for local, common in regional_words():
        text = text.replace(local, common)
    return text


def is_han(run: str) -> bool:
    return re.match(rf"[{HAN}]", run) is not None


def pairs_of(run: str) -> list[str]:
    """Overlapping pairs and the last character alone, so that one character finds it by prefix."""
    return [run[i : i + 2] for i in range(len(run))]


def quote(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def lexemes_of(parts: list[tuple[str, str]]) -> str:
    """The text of a tsvector from (weight A to D, text) in order."""
    found: dict[str, list[str]] = {}
    position = 1
    for weight, text in parts:
        for run in RUN.findall(normal(text)):
            for word in pairs_of(run) if is_han(run) else [run[:200]]:
                found.setdefault(word, []).append(f"{min(position, LAST_POSITION)}{weight}")
                position += 1
            position += is_han(run)
        position += 2
    return " ".join(f"{quote(word)}:{','.join(places[:250])}" for word, places in found.items())


def words_for(parts: list[tuple[str, str]], *, english: str = "", portuguese: str = "") -> Words:
    return Words(lexemes_of(parts), normal(english), normal(portuguese))


@dataclass(frozen=True)
class Term:
    """One thing that must be found: `exact` is a tsquery as text, `stem` a Latin word also found by stem,
    `loose` finds at least as much as `exact`, without reading positions (empty: there is nothing to gain)."""

    exact: str
    stem: str = ""
    loose: str = ""


def phrase(words: list[str]) -> Term:
    exact, loose = (joint.join(quote(word) for word in words) for joint in (" <-> ", " & "))
    return Term(exact, loose=loose if len(words) > 1 else "")


def term_of(run: str) -> Term:
    if not is_han(run):
        return Term(quote(run[:200]), run[:200])
    if len(run) == 1:
        return Term(f"{quote(run)}:*")
    return phrase(pairs_of(run)[:-1])


def phrase_term(text: str) -> Term | None:
    """Words in quotation marks stand next to each other."""
    runs = RUN.findall(text)
    if not runs or any(is_han(run) for run in runs):
        return None
    return phrase(runs)


def terms_of(query: str) -> list[Term]:
    """All of these must be found. Stop words count only when there is nothing else."""
    text = normal(query)
    quoted = [term for part in QUOTED.findall(text) if (term := phrase_term(part))]
    runs = RUN.findall(text)
    telling = [run for run in runs if run not in STOP_WORDS] or runs
    return quoted + [term_of(run) for run in dict.fromkeys(telling)][:20]
