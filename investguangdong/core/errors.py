"""Error pages in the reader's language. The pages for a broken or absent database need no database."""

import logging
import sys

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

TEXTS = {
    400: (_("This request cannot be read"), _("The address or the form holds characters that are not text.")),
    403: (_("You may not do this"), _("Your account does not include this. Your officer can help.")),
    404: (_("There is nothing at this address"), _("It may have moved or closed, or it is not open to you.")),
    405: (_("This address does not take that kind of request"), _("Go back and use the form on the page.")),
    409: (_("This cannot be done any more"), _("Load the page again to see how things stand now.")),
    413: (_("This is too large"), _("Send less at once, or split it into several parts.")),
    429: (_("Too many attempts"), _("Please wait a little, then try again.")),
    500: (_("Something went wrong on our side"), _("The fault has been recorded. Please try again later.")),
    503: (_("The site is busy for a moment"), _("Please try again in a moment.")),
}
BARE = frozenset({403, 404, 405, 409, 413, 429})
NEEDS_NOTHING = frozenset({500, 503})
RETRY_AFTER = {429: 60, 503: 10}  # seconds
PREFIXES = tuple(code for code, _name in settings.LANGUAGES)


def wants_page(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "text/html") or request.accepts("text/html")


def language_of(request: HttpRequest) -> str:
    """Of the address, else of the browser; an error may come before the language was activated."""
    first = request.path_info.split("/", 2)[1:2]
    return first[0] if first and first[0] in PREFIXES else translation.get_language_from_request(request)


def page(
    request: HttpRequest, status: int, sentence: str = "", *, retry_after: int | None = None
) -> HttpResponse:
    """An error page; `sentence` says what to do next where more is known than the status."""
    title, usual = TEXTS[status]
    with translation.override(language_of(request)):
        context = {
            "status": status,
            "title": title,
            "sentence": sentence or usual,
            "number": getattr(request, "number", ""),
            "language": translation.get_language(),
        }
        plain = status in NEEDS_NOTHING
        template = "errors/plain.html" if plain else "errors/page.html"
        text = render_to_string(template, context, request=None if plain else request)
        response = HttpResponse(text, status=status, headers={"Content-Language": context["language"]})
    seconds = retry_after or RETRY_AFTER.get(status)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def conflict(request: HttpRequest, sentence: str) -> HttpResponse:
    """409: a full slot, an old version, an illegal step."""
    return page(request, 409, sentence)


def bad_request(request, exception=None):
    return page(request, 400)


def forbidden(request, exception=None):
    return page(request, 403)


def csrf_failure(request, reason=""):
    sentence = _("The form was open too long, or cookies are off. Load the page again and send it once more.")
    return page(request, 403, sentence)


def not_found(request, exception=None):
    return page(request, 404)


def too_many_requests(request, exception=None):
    return page(request, 429)


def server_error(request):
    """Runs while the exception is handled. A database that is away or too busy is 503, not a fault, and a query
    string that the back office's lists hand to the database unread is the sender's."""
    error = sys.exception()
    if isinstance(error, OperationalError | InterfaceError):
        return page(request, 503)
    from_list = request.method == "GET" and request.META.get("QUERY_STRING") and is_back_office(request)
    if from_list and isinstance(error, DataError | FieldError | OverflowError | ValueError):
        return page(request, 400)
    return page(request, 500)


def is_back_office(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("admin:index"))
