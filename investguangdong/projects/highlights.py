"""Found words in bold: `<mark>` around them, everything else escaped."""

import re
import unicodedata

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from investguangdong.core.chinese import fold
from investguangdong.projects.searchtext import RUN, STOP_WORDS, is_han, normal

LONGEST = 40  # runs of a query that are marked
# Endings that a stem leaves off in English and Portuguese; what is left must still be a word.
ENDING = re.compile(r"(ations?|ings?|ers?|ed|es|s|coes|cao|mente|ais|eis|oes|as|os|a|o|e|y)$")
SHORTEST_STEM = 4


def highlight(text: str, query: str) -> SafeString:
    """The text as HTML with the words of the query marked, whatever script or form they are in."""
    wanted = [run for run in RUN.findall(normal(query)) if run not in STOP_WORDS][:LONGEST]
    han = [run for run in wanted if is_han(run)]
    stems = {stem(run) for run in wanted if not is_han(run)}
    spans = [*latin_spans(text, stems), *han_spans(text, han)]
    if not spans:
        return conditional_escape(text)
    return format_html_join("", "{}", ((piece,) for piece in pieces(text, merged(spans))))


def plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def stem(word: str) -> str:
    """What the forms of a word have in common; a rough stem is enough to mark what the database has found."""
    cut = ENDING.sub("", word)
    return cut if len(cut) >= SHORTEST_STEM else word


def latin_spans(text: str, stems: set[str]) -> list[tuple[int, int]]:
    if not stems:
        return []
    return [
        found.span()
        for found in RUN.finditer(text)
        if not is_han(found[0]) and stem(plain(found[0])) in stems
    ]


def han_spans(text: str, runs: list[str]) -> list[tuple[int, int]]:
    """Characters are compared one by one after folding; a word that folds to another length is not marked."""
    folded = fold(text) if runs else ""
    if len(folded) != len(text):
        return []
    return [found.span() for run in runs for found in re.finditer(re.escape(run), folded)]


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def pieces(text: str, spans: list[tuple[int, int]]):
    last = 0
    for start, end in spans:
        yield text[last:start]
        yield format_html("<mark>{}</mark>", text[start:end])
        last = end
    yield text[last:]
