"""Running text with its marks, and the way to say something about a page."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html

from investguangdong.content import markup
from investguangdong.core import addresses, languages

register = template.Library()


@register.simple_tag
def written(obj, field: str):
    """A long translated field with its marks, in a `<div lang>` where it is not in the language of the page."""
    text = languages.best(obj, field)
    drawn = markup.html(text.text, text.language)
    return format_html('<div lang="{}">{}</div>', text.html_lang, drawn) if text.is_fallback else drawn


@register.filter
def without_marks(text) -> str:
    return markup.plain(str(text))


@register.simple_tag(takes_context=True)
def feedback_address(context, useful: str = "") -> str:
    """Where one says something about this page; empty on pages that are nobody else's business."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None or not addresses.may_be_found(request.path):
        return ""
    path = request.path
    asked = {"page": path, **({"useful": useful} if useful else {})}
    return f"{reverse('pages:feedback')}?{urlencode(asked)}"


@register.simple_tag
def language_name(code: str) -> str:
    """A language in its own name."""
    return languages.NAMES.get(code, code)
