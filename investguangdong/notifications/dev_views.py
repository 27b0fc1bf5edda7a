"""`/dev/mail/`: what would have been mailed. There only with `DEMO`."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from investguangdong.notifications import mailbox

# The letter's own styles are inline, as in any mail; nothing in it may run or load from elsewhere.
LETTER_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
}


def demo_only(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@never_cache
@demo_only
def mail_list(request):
    return render(request, "notifications/mail_list.html", {"letters": mailbox.newest()})


@require_safe
@never_cache
@csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]})
@demo_only
def mail_detail(request, name):
    return render(request, "notifications/mail_detail.html", {"letter": _letter_or_404(name)})


@require_safe
@never_cache
@xframe_options_sameorigin
@csp_override(LETTER_CSP)
@demo_only
def mail_html(request, name):
    return HttpResponse(_letter_or_404(name).html)


def _letter_or_404(name: str) -> mailbox.Letter:
    letter = mailbox.find(name)
    if letter is None:
        raise Http404
    return letter
