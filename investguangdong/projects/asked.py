"""The words somebody asked for.

Several Han characters, and words in quotation marks, must stand next to each other. To check that, the database
reads the words of every candidate, which costs ten times what finding the candidates does. So candidates are
found by their pairs of characters, and up to `CONFIRMED` of them are checked: totals are then exact. Beyond that the
pairs alone decide, and `Facets.is_about` tells the page to say "about"."""

from functools import cached_property

from django.db.models import BooleanField, F, FloatField, Func, IntegerField, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from investguangdong.projects.models import SearchEntry
from investguangdong.projects.searching import is_found, word_query
from investguangdong.projects.searchtext import Term, terms_of
from investguangdong.projects.spelling import suggestions

CONFIRMED = 15_000
RANK_STEPS = 1_000_000


class Words:
    """The words of one search: whether there are any, the condition, and the rank."""

    def __init__(self, text: str, *, is_forgiving: bool = True):
        self.typed = text
        self.is_forgiving = is_forgiving

    @cached_property
    def corrected(self) -> str:
        """What is looked for instead, where a typo would find nothing; else empty."""
        return self.suggested() if self.typed and self.is_forgiving else ""

    def suggested(self) -> str:
        return next(iter(suggestions(self.typed)), "")

    def settle(self, corrected: str, are_about: bool | None = None) -> None:
        """What is looked for is known: nothing is asked about it again."""
        self.corrected = corrected
        for name in ("text", "terms", "are_phrases", "are_about"):
            self.__dict__.pop(name, None)
        if are_about is not None:
            self.are_about = are_about

    @cached_property
    def text(self) -> str:
        return self.corrected or self.typed

    @cached_property
    def terms(self) -> list[Term]:
        return terms_of(self.text)

    def __bool__(self) -> bool:
        return bool(terms_of(self.typed))

    @cached_property
    def are_phrases(self) -> bool:
        """Whether what the pairs find has to be confirmed."""
        return any(term.loose for term in self.terms)

    @cached_property
    def are_about(self) -> bool | None:
        """Whether there are too many candidates to check each; None until the database has said so."""
        return None if self.are_phrases else False

    def too_many(self) -> RawSQL:
        """Asked inside the question it is for, so that it costs no question of its own."""
        candidates = SearchEntry.objects.listed().filter(is_found(self.text, loosely=True)).order_by()
        sql, parameters = candidates.values("pk")[: CONFIRMED + 1].query.sql_with_params()
        question = f"(SELECT count(*) > {CONFIRMED} FROM ({sql}) c)"  # noqa: S608
        return RawSQL(question, parameters, BooleanField())  # noqa: S611

    def condition(self, prefix: str = "") -> Q:
        column = f"{prefix}words"
        if self.are_about is None:
            checked = Q(self.too_many()) | Q(is_found(self.text, column))
            return Q(is_found(self.text, column, loosely=True)) & checked
        return Q(is_found(self.text, column, loosely=self.are_about))

    def rank(self, prefix: str = "") -> Cast:
        """In whole steps, so that a page can begin after a given one."""
        rank = Func(F(f"{prefix}words"), word_query(self.text), function="ts_rank", output_field=FloatField())
        return Cast(rank * RANK_STEPS, IntegerField())
