"""Facts of a listing as text, so that every page says them the same way."""

from django import template
from django.utils.html import format_html, format_html_join

from investguangdong.core import languages
from investguangdong.projects import facts
from investguangdong.projects.searching import highlight

register = template.Library()


@register.filter
def fact(project, key: str) -> str:
    """The text of one fact, empty where it is not known."""
    return facts.fact_of(project, key).text


@register.filter
def source_day(project) -> str:
    return facts.source_day(project)


@register.filter
def items(text: str) -> list[str]:
    """One item a line."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


@register.simple_tag
def found(obj, field: str, words: str):
    """A translated field with the words of a search marked, in a `<span lang>` where it is in another language."""
    text = languages.best(obj, field)
    marked = highlight(text.text, words) if words else text.text
    return format_html('<span lang="{}">{}</span>', text.html_lang, marked) if text.is_fallback else marked


@register.simple_tag
def check_boxes(options):
    """Options of a filter with their counts. A tag, since a page has dozens of them and a loop costs ten times that."""
    return format_html_join(
        "\n",
        '<label class="ck"><input type="checkbox" name="{}" value="{}"{}><span>{}</span>'
        '<span class="ct">{}</span></label>',
        (
            (option.key, option.value, " checked" if option.is_on else "", option.label, option.count)
            for option in options
        ),
    )


@register.filter
def at(rows: dict, key):
    """What stands under the key, or None."""
    return rows.get(key)
