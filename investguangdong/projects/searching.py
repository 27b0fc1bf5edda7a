"""From typed words to a condition and a rank the database understands.

Several Han characters, and words in quotation marks, must stand next to each other. To check that, the database
reads the words of every candidate, which costs ten times what finding the candidates does. So candidates are
found by their pairs of characters, and up to `CONFIRMED` of them are checked: totals are then exact. Beyond that the
pairs alone decide, and `Facets.is_about` tells the page to say "about"."""

from functools import cached_property

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, FloatField, Func, IntegerField, Value
from django.db.models.functions import Cast

from investguangdong.projects.highlights import highlight
from investguangdong.projects.models import SearchEntry
from investguangdong.projects.searchtext import Term, terms_of

__all__ = ["CONFIRMED", "Words", "highlight", "is_found", "word_query"]

CONFIRMED = 15_000
RANK_STEPS = 1_000_000


def term_query(term: Term, *, loosely: bool) -> Func:
    wanted = term.loose if loosely and term.loose else term.exact
    exact = Func(Value(wanted), template="%(expressions)s::tsquery", output_field=SearchQueryField())
    if not term.stem:
        return exact
    stems = [
        Func(Value(term.stem), template=f"plainto_tsquery('{language}', %(expressions)s)")
        for language in ("english", "portuguese")
    ]
    return Func(
        exact, *stems, template="(%(expressions)s)", arg_joiner=" || ", output_field=SearchQueryField()
    )


def word_query(text: str, *, loosely: bool = False) -> Func | None:
    """All terms of the text, or None where it holds no word at all."""
    parts = [term_query(term, loosely=loosely) for term in terms_of(text)]
    if not parts:
        return None
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" && ", output_field=SearchQueryField())


def is_found(text: str, column: str = "words", *, loosely: bool = False) -> Func | None:
    query = word_query(text, loosely=loosely)
    if query is None:
        return None
    return Func(
        F(column), query, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField()
    )


class Words:
    """The words of one search: whether there are any, the condition, and the rank."""

    def __init__(self, text: str):
        self.text = text
        self.terms = terms_of(text)

    def __bool__(self) -> bool:
        return bool(self.terms)

    @cached_property
    def are_about(self) -> bool:
        """Whether there are too many candidates to check each. One query, and only where order matters."""
        if not any(term.loose for term in self.terms):
            return False
        candidates = SearchEntry.objects.listed().filter(is_found(self.text, loosely=True))
        return candidates.order_by()[: CONFIRMED + 1].count() > CONFIRMED

    def condition(self, prefix: str = "") -> Func:
        return is_found(self.text, f"{prefix}words", loosely=self.are_about)

    def rank(self, prefix: str = "") -> Cast:
        """In whole steps, so that a page can begin after a given one."""
        rank = Func(F(f"{prefix}words"), word_query(self.text), function="ts_rank", output_field=FloatField())
        return Cast(rank * RANK_STEPS, IntegerField())
