from django import template
from django.utils.formats import number_format

from investguangdong.insights import day

register = template.Library()


@register.simple_tag(takes_context=True)
def officer_day(context) -> dict:
    """What the index of the back office shows to this officer."""
    return day.officer_day(context["request"].user)


@register.filter
def hours(value) -> str:
    """Working hours with one decimal; the page says the unit."""
    return "" if value is None else number_format(value, 1)


@register.filter
def share(value) -> str:
    return "" if value is None else f"{round(value * 100)} %"
