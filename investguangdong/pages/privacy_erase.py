"""Being erased: what goes and what stays, a confirmation, a week to take it back."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from investguangdong.accounts import erasing
from investguangdong.accounts.models import Erasure
from investguangdong.accounts.models.requests import UNDO_WITHIN
from investguangdong.accounts.request_forms import ErasureForm
from investguangdong.accounts.sessions import signed_in_long_ago
from investguangdong.core import clock, dates, languages
from investguangdong.core.privacy import counts, declarations, nothing
from investguangdong.investors.models import Organisation


@login_required
@never_cache
@reauthentication_required(enabled=signed_in_long_ago)
def privacy_erase(request):
    if Erasure.objects.own_of(request.user).waiting().exists():
        return redirect("pages:privacy_desk")
    open_ends = erasing.open_ends_of(request.user)
    form = ErasureForm(request.POST or None, user=request.user, open_ends=open_ends)
    status = 200
    if request.method == "POST":
        status = asked(request, form)
        if status == 200:
            return redirect("pages:privacy_desk")
    return render(
        request, "pages/desk_privacy_erase.html", page_of(request.user, form, open_ends), status=status
    )


def asked(request, form) -> int:
    """The status of the answer: 200 where the week has begun."""
    if not form.is_valid():
        return 422
    ends = form.cleaned_data.get("ends_what_is_open", False)
    try:
        row = erasing.ask_for_erasure(request.user, ends_what_is_open=ends)
    except erasing.NotPossible as problem:
        form.add_error(None, str(problem))
        return 409
    day = dates.day(row.due_at, languages.current())
    messages.success(
        request, _("You will be erased on %(day)s. Until then you can take it back.") % {"day": day}
    )
    return 200


def page_of(user, form, open_ends) -> dict:
    told, found = declarations(), counts(user)
    ending = Organisation.objects.ending_with(user)
    return {
        "tab": "privacy",
        "form": form,
        "goes": [
            (declared.label, found[name])
            for name, declared in reversed(told.items())
            if found.get(name) and declared.erase is not nothing
        ],
        "stays": [(declared.label, declared.stays) for declared in told.values() if declared.stays],
        "open_ends": open_ends,
        "objections": erasing.objections_to(user),
        "ending": ending,
        "staying": Organisation.objects.of_member(user).exclude(pk__in=ending.values("pk")),
        "day": clock.now() + UNDO_WITHIN,
    }


@login_required
@require_POST
def privacy_erase_undo(request):
    row = get_object_or_404(Erasure.objects.own_of(request.user).waiting())
    erasing.undo_erasure(row, by=request.user)
    messages.success(request, _("You will not be erased."))
    return redirect("pages:privacy_desk")
