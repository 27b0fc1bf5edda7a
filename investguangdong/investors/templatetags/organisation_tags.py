"""Facts of an organisation in a template, as far as the reader of the page may see them."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from investguangdong.investors.entry import fact

register = template.Library()


@register.simple_tag(takes_context=True)
def organisation_fact(context, organisation, field: str):
    """The fact in words, a dash where it is not known, a note where it is not for this reader."""
    told = fact(organisation, field, organisation.shows(field, context["request"].user))
    if not told.is_open:
        return format_html('<span class="quiet">{}</span>', _("not shown to officers"))
    return told.value or "–"
