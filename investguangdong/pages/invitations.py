"""An invitation by mail, opened: with or without an account, by the person it was meant for or by somebody else."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from investguangdong.core import errors
from investguangdong.core.limits import TooMany, count
from investguangdong.core.masks import masked_email
from investguangdong.investors import actions as investors
from investguangdong.investors.joining_actions import is_for
from investguangdong.investors.letters import inviter
from investguangdong.investors.links import invitation_of
from investguangdong.pages.current import choose_organisation

HOUR = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Opening the link changes nothing: mail programs open links by themselves. A button does."""
    try:
        count("investors.open_invitation", request.META.get("REMOTE_ADDR", ""), most=120, window=HOUR)
    except TooMany as error:
        return errors.page(request, 429, retry_after=error.retry_after)
    row = invitation_of(token)
    if row is None:
        raise Http404
    if not row.is_open:
        return private(render(request, "pages/invitation_over.html", {"invitation": row}, status=410))
    if request.method == "POST":
        return private(answer(request, row, token))
    return private(show(request, row))


def show(request, row, *, status=200):
    context = {
        "invitation": row,
        "inviter": inviter(row),
        "is_for_me": is_for(row, request.user),
        "masked": masked_email(row.email),
    }
    return render(request, "pages/invitation.html", context, status=status)


def answer(request, row, token):
    """`act`: signup or login for strangers, join for the person invited."""
    act, here = request.POST.get("act"), reverse("pages:invitation", args=[token])
    if act in ("signup", "login"):
        if act == "signup":
            # The link came by mail to this address: it needs no second letter to prove itself.
            get_adapter(request).stash_verified_email(request, row.email)
        return redirect(f"{reverse(f'account_{act}')}?{urlencode({'next': here})}")
    if not request.user.is_authenticated:
        return show(request, row)
    try:
        membership = investors.accept_invitation(row, by=request.user)
    except PermissionDenied:
        return show(request, row, status=403)
    except investors.NotPossible as problem:
        return errors.conflict(request, str(problem))
    choose_organisation(request, membership.organisation.slug)
    return redirect("pages:desk")


def private(response):
    """The address holds a secret: it goes to nobody else and into no index."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store, private"
    return response
