"""Language of the addresses that carry none, and the second factor of staff."""

import re

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

PREFIX = re.compile(rf"^/({'|'.join(code for code, _name in settings.LANGUAGES)})/")
WITHOUT_LANGUAGE = ("/accounts/", "/admin/")


def speak_the_visitors_language(get_response):
    """Pages of the account and the back office: the language chosen on the page, else that of `next`, else
    the account's, else the browser's (which Django has set)."""

    def middleware(request):
        if request.path_info.startswith(WITHOUT_LANGUAGE):
            chosen = language_of(request)
            if chosen:
                translation.activate(chosen)
                request.LANGUAGE_CODE = chosen
            response = get_response(request)
            if request.GET.get("language") == chosen and chosen:
                keep_language(response, chosen)
            return response
        return get_response(request)

    return middleware


def language_of(request) -> str:
    asked = request.GET.get("language", "")
    if asked in dict(settings.LANGUAGES):
        return asked
    onward = PREFIX.match(request.GET.get("next") or request.POST.get("next") or "")
    if onward:
        return onward[1]
    return request.user.language if request.user.is_authenticated else ""


def keep_language(response, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


def ask_staff_for_a_second_factor(get_response):
    """Nobody works in the back office with a password alone, where the setting asks for it."""

    def middleware(request):
        if request.path_info.startswith("/admin/") and lacks_second_factor(request.user):
            messages.warning(request, _("Set up a second factor first: officers need one."))
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def lacks_second_factor(user) -> bool:
    if not settings.STAFF_MFA_REQUIRED or not user.is_authenticated or not user.is_staff:
        return False
    if user.is_demo and settings.DEMO:
        return False
    return not is_mfa_enabled(user)
