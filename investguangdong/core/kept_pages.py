"""Whole pages for visitors nobody knows, kept under their address for as long as the data they show stays as it is.

A page is kept only when it is the same for everybody: asked for without any cookie that says who somebody is or
what they chose, answered without one, without a token of a form. It lives under the versions of its data
(core.versions), so a withdrawn listing leaves with the version, and a minute after that at the latest."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import brotli
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.utils.cache import patch_vary_headers

from investguangdong.core import versions

# Cookies that change nothing on a page: the token of forms, and the language of pages without one in the address.
SAME_FOR_ALL = frozenset([settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME])
BROTLI_QUALITY, GZIP_LEVEL = 9, 9  # made once, sent often
LONGEST = 2000  # characters of an address worth keeping


@dataclass(frozen=True)
class KeptPage:
    headers: dict[str, str]
    plain: bytes
    brotli: bytes
    gzip: bytes

    def answer(self, accepted: str) -> HttpResponse:
        response = HttpResponse(self.plain, headers=self.headers)
        for coding, body in (("br", self.brotli), ("gzip", self.gzip)):
            if coding in accepted:
                response.content = body
                response.headers["Content-Encoding"] = coding
                break
        patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
        return response


def kept_page(*names: str) -> Callable:
    """For a view: keeps its page under these versions, `@kept_page("projects", "places")`."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            words = [versions.current(name) for name in names] if is_unknown(request) else []
            if not (words and all(words)):
                return view(request, *args, **kwargs)
            key = key_of(request, words)
            found = cache.get(key)
            if found is None:
                response = view(request, *args, **kwargs)
                if not is_same_for_all(request, response):
                    return response
                found = page_from(response)
                cache.set(key, found, settings.KEEP_SECONDS)
            return found.answer(request.headers.get("Accept-Encoding", ""))

        return answer

    return decorate


def is_unknown(request: HttpRequest) -> bool:
    """Nothing in the request says who is asking."""
    return (
        request.method in ("GET", "HEAD")
        and SAME_FOR_ALL.issuperset(request.COOKIES)
        and "Authorization" not in request.headers
        and len(request.get_full_path()) < LONGEST
    )


def is_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not any(word in response.headers.get("Cache-Control", "") for word in ("private", "no-store"))
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")  # a form's token stands in the page
        and not get_nonce(request)
        and not request.session.modified
    )


def key_of(request: HttpRequest, words: list[str]) -> str:
    asked = " ".join((*words, request.scheme, request.get_host(), request.get_full_path()))
    return "page:" + hashlib.sha256(asked.encode()).hexdigest()


def page_from(response: HttpResponse) -> KeptPage:
    body = response.content
    return KeptPage(
        headers=dict(response.headers),
        plain=body,
        brotli=brotli.compress(body, quality=BROTLI_QUALITY),
        gzip=gzip.compress(body, GZIP_LEVEL, mtime=0),
    )
