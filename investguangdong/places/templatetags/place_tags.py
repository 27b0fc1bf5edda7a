"""Numbers as the page's language writes them, and lists that the files keep in one cell."""

from decimal import Decimal

from django import template

from investguangdong.core import languages
from investguangdong.core.money import number
from investguangdong.core.templatetags import core_tags
from investguangdong.places.bodies import body_in, source_in

register = template.Library()


register.simple_tag(core_tags.marked, name="marked")


@register.filter
def whole(value) -> str:
    """`10,466,625`; an empty string for what is not known."""
    return "" if value is None else number(Decimal(value), languages.current())


@register.simple_tag
def items(obj, field: str) -> list[languages.Text]:
    """The parts of a translated cell that separates them by semicolons, each with its language."""
    text = languages.best(obj, field)
    parts = text.text.replace("；", ";").split(";")
    return [text._replace(text=part.strip()) for part in parts if part.strip()]


@register.filter
def body(name: str) -> str:
    """An office by its name in the page's language, else in English and marked as such."""
    return core_tags.marked(body_in(name, languages.current()))


@register.filter
def source(title: str) -> str:
    """The title of a publication in the page's language, else in English and marked as such."""
    return core_tags.marked(source_in(title, languages.current()))


@register.simple_tag
def source_day(row) -> str:
    """The date of a source as exactly as it is known: a day, a month or a year."""
    if row.source_date is None:
        return "–"
    if row.source_date_precision == "day":
        return core_tags.day(row.source_date)
    return f"{row.source_date:%Y-%m}" if row.source_date_precision == "month" else f"{row.source_date:%Y}"
