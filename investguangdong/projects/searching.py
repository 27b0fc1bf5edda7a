"""From typed words to a condition and a rank the database understands."""

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, FloatField, Func, Value

from investguangdong.projects.searchtext import Term, terms_of


def term_query(term: Term) -> Func:
    exact = Func(Value(term.exact), template="%(expressions)s::tsquery", output_field=SearchQueryField())
    if not term.stem:
        return exact
    stems = [
        Func(Value(term.stem), template=f"plainto_tsquery('{language}', %(expressions)s)")
        for language in ("english", "portuguese")
    ]
    return Func(
        exact, *stems, template="(%(expressions)s)", arg_joiner=" || ", output_field=SearchQueryField()
    )


def word_query(text: str) -> Func | None:
    """All terms of the text, or None where it holds no word at all."""
    parts = [term_query(term) for term in terms_of(text)]
    if not parts:
        return None
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" && ", output_field=SearchQueryField())


def is_found(text: str) -> Func | None:
    query = word_query(text)
    if query is None:
        return None
    return Func(
        F("search"), query, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField()
    )


def rank(text: str) -> Func:
    return Func(F("search"), word_query(text), function="ts_rank", output_field=FloatField())
