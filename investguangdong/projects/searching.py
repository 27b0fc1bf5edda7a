"""From typed words to a condition the database understands."""

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Value

from investguangdong.projects.highlights import highlight
from investguangdong.projects.searchtext import Term, terms_of

__all__ = ["highlight", "is_found", "word_query"]


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
