"""Facts of a listing as text, so that every page says them the same way."""

from django import template

from investguangdong.projects import facts

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
