"""The tabs of a listing's form: one a language, with a mark where something is to be looked at."""

from django import template

from investguangdong.core.languages import HTML_LANG, LANGUAGES, NAMES, column
from investguangdong.projects.versions import TEXTS

register = template.Library()


@register.filter
def language_tabs(adminform, counts) -> list[dict]:
    """`counts` is `parity.counts`, or empty for a new listing. A tab with a refused field comes first."""
    wrong = [code for code in LANGUAGES if any(column(name, code) in adminform.form.errors for name in TEXTS)]
    first = wrong[0] if wrong else LANGUAGES[0]
    return [
        {
            "code": code,
            "name": NAMES[code],
            "html_lang": HTML_LANG[code],
            "is_first": code == first,
            "has_errors": code in wrong,
            **(counts or {}).get(code, {}),
        }
        for code in LANGUAGES
    ]


@register.filter
def language_name(code: str) -> str:
    return NAMES.get(code, code)
