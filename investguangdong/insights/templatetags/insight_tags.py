from django import template
from django.utils.formats import number_format

from investguangdong.accounts.scopes import scope_of
from investguangdong.insights import day, menu

register = template.Library()


@register.simple_tag(takes_context=True)
def officer_day(context) -> dict:
    """What the index of the back office shows to this officer."""
    return day.officer_day(context["request"].user)


@register.simple_tag(takes_context=True)
def desk_menu(context, apps) -> list[tuple]:
    user = context["request"].user
    return menu.grouped(apps or [], with_system=user.is_superuser or scope_of(user).everywhere)


@register.filter
def hours(value) -> str:
    """Working hours with one decimal; the page says the unit."""
    return "" if value is None else number_format(value, 1)


@register.filter
def share(value) -> str:
    return "" if value is None else f"{round(value * 100)} %"
