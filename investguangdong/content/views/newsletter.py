"""Asking for the newsletter and confirming it. The answer is the same for every address, known or not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from investguangdong.content import links
from investguangdong.content.actions.newsletter import ask_to_subscribe, confirm_subscription
from investguangdong.content.forms import NewsletterForm
from investguangdong.core import errors, languages, submissions
from investguangdong.core.limits import TooMany, count

HOUR = 3600
TOO_MANY = _("The newsletter was asked for many times from here within the hour. Wait a little.")


@never_cache
@csrf_exempt  # works without a cookie; the signed time in the form stands in, and it changes nobody's state
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        email = request.user.email if request.user.is_authenticated else ""
        form = NewsletterForm.fresh(language=languages.current(), email=email)
        return render(request, "content/newsletter.html", {"form": form})
    form = NewsletterForm(request.POST)
    if form.is_from_a_machine:
        return redirect("content:newsletter_asked")
    try:
        count("content.newsletter", request.META.get("REMOTE_ADDR", ""), most=20, window=HOUR)
        if form.is_valid() and _asked(form):
            return redirect("content:newsletter_asked")
    except TooMany as error:
        return errors.page(request, 429, TOO_MANY, retry_after=error.retry_after)
    return render(request, "content/newsletter.html", {"form": form}, status=422)


def _asked(form: NewsletterForm) -> bool:
    told = form.told
    try:
        ask_to_subscribe(
            told,
            actor="anonymous",
            key=form.cleaned_data["submission_key"],
            fingerprint=submissions.fingerprint(told),
        )
    except submissions.OtherSubmission:
        form.add_error(None, _("This form was sent before with other words. Load the page and send it anew."))
        return False
    return True


@require_safe
def newsletter_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "content/newsletter_asked.html")


@csrf_exempt  # the signed link is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing: mail programs open links by themselves. The button does."""
    try:
        asked = links.request_of(token)
    except links.LinkExpired:
        return _private(render(request, "content/newsletter_old.html", status=410))
    if asked is None:
        raise Http404
    if request.method == "POST":
        confirm_subscription(asked)
    context = {"asked": asked, "is_done": request.method == "POST" or asked.confirmed_at is not None}
    return _private(render(request, "content/newsletter_confirm.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds a token: it goes to nobody else and into no index."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store, private"
    return response
