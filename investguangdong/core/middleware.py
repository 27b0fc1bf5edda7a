"""The edge: a number for every request, the headers of every answer, refusal of input that is no text."""

import re
import secrets
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from investguangdong.core import errors, request_id

ID_FROM_PROXY = re.compile(r"[A-Za-z0-9-]{8,64}")
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
UNDECODED = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")  # what Django leaves of a path that is not UTF-8
UNDECODABLE = "\N{REPLACEMENT CHARACTER}"


def number_requests(get_response):
    """Takes the number a proxy gave or makes one; it stands in the log, audit rows and error pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.number = given if ID_FROM_PROXY.fullmatch(given) else secrets.token_hex(8)
        token = request_id.current.set(request.number)
        try:
            response = get_response(request)
        finally:
            request_id.current.reset(token)
        response.headers["X-Request-ID"] = request.number
        return response

    return middleware


def set_headers(get_response):
    """On every response, static files and errors too. What a signed-in person sees is stored nowhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        is_static = request.path_info.startswith(settings.STATIC_URL)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not is_static:
            response.headers.pop("Cache-Control", None)
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def refuse_what_is_no_text(get_response):
    """NUL and invalid UTF-8 in path, query, cookies or body: PostgreSQL and readers want neither."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path_info or UNDECODED.search(request.path_info) or not is_text(query):
            raise BadRequest("address is no text")
        if any("\0" in value for value in request.COOKIES.values()):
            raise BadRequest("cookie is no text")
        if request.method in ("POST", "PUT", "PATCH") and not body_is_text(request):
            raise BadRequest("body is no text")
        return get_response(request)

    return middleware


def is_text(raw: bytes) -> bool:
    if b"\0" in raw:
        return False
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def body_is_text(request: HttpRequest) -> bool:
    """Files inside a multipart form may hold anything; their names and the fields beside them may not."""
    if request.content_type == "application/x-www-form-urlencoded":
        return is_text(unquote_to_bytes(request.body))
    if request.content_type == "application/json":
        return is_text(request.body) and b"\\u0000" not in request.body
    if request.content_type != "multipart/form-data":
        return True
    fields = [text for name, values in request.POST.lists() for text in (name, *values)]
    files = [text for name, file in request.FILES.items() for text in (name, file.name or "")]
    return not any("\0" in text or UNDECODABLE in text for text in (*fields, *files))


def dress_bare_errors(get_response):
    """An error that a library answers with an empty or one-line body gets the site's own page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code not in errors.BARE or response.streaming or len(response.content) > 100:
            return response
        if not errors.wants_page(request):
            return response
        page = errors.page(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                page.headers[name] = response.headers[name]
        return page

    return middleware
