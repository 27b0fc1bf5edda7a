"""What we hold about a person, who looked at it, what was agreed to; and what she may do about it."""

from io import BytesIO

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from investguangdong.accounts import copies, rights
from investguangdong.accounts.looks import looks_at
from investguangdong.accounts.models import Correction, DataCopy, Erasure
from investguangdong.accounts.request_forms import CorrectionForm
from investguangdong.accounts.sessions import signed_in_long_ago
from investguangdong.audit.actions import record, record_view
from investguangdong.audit.models import AccessLog
from investguangdong.core import dates, languages
from investguangdong.core.privacy import counts, declarations
from investguangdong.core.submissions import OtherSubmission
from investguangdong.investors import actions as investors
from investguangdong.investors.models import Consent, Grant, Organisation

A_PAGE = 20
FILE_NAME = "invest-guangdong-my-data.zip"


@login_required
@require_safe
def privacy_desk(request):
    user = request.user
    looks, kinds = looks_at(user), holdings(user)
    page = Paginator(looks.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": "privacy",
        "holdings": [one for one in kinds if one["count"]],
        "others": [one for one in kinds if not one["count"]],
        "page": page,
        "looks": looks.described(page.object_list),
        "consents": Consent.objects.filter(user=user),
        "grants": grants_of(user).in_force().select_related("city", "organisation"),
        "erasure": Erasure.objects.own_of(user).waiting().first(),
        "copy": DataCopy.objects.own_of(user).exclude(pk__in=DataCopy.objects.past()).first(),
        "corrections": Correction.objects.own_of(user)[:A_PAGE],
    }
    return render(request, "pages/desk_privacy.html", context)


def holdings(user) -> list[dict]:
    """Every kind of data about the person, with how much there is of it: the account first."""
    found = counts(user)
    return [
        {"name": name, "declared": declared, "count": found.get(name, 0)}
        for name, declared in reversed(declarations().items())
    ]


def grants_of(user):
    return Grant.objects.filter(organisation__in=Organisation.objects.of_member(user))


@login_required
@require_safe
@never_cache
@reauthentication_required(enabled=signed_in_long_ago)
def privacy_export(request):
    """The copy at once where it is small; else a worker builds it and a letter says when it is there."""
    if copies.is_large(request.user):
        rights.ask_for_copy(request.user)
        messages.info(request, _("Your copy is being built. A letter tells you when it is ready."))
        return redirect("pages:privacy_desk")
    written = BytesIO()
    copies.write_copy(request.user, written, language=languages.current())
    record("privacy.export", request.user, by=request.user)
    record_view(request.user, by=request.user, act=AccessLog.Act.EXPORT)
    return sent(HttpResponse(written.getvalue(), content_type="application/zip"))


@login_required
@require_safe
@never_cache
@reauthentication_required(enabled=signed_in_long_ago)
def privacy_copy(request, code):
    """One that a worker has built: hers alone, for a day."""
    rows = DataCopy.objects.own_of(request.user).exclude(pk__in=DataCopy.objects.past())
    row = get_object_or_404(rows, code=code, state=DataCopy.State.DONE)
    record_view(request.user, by=request.user, act=AccessLog.Act.EXPORT)
    return sent(FileResponse(row.file.open("rb"), content_type="application/zip"))


def sent(response):
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def privacy_correct(request):
    """What she cannot put right herself goes to the desk, which has a date to keep."""
    chosen = {"about": request.GET.get("about", "")}
    form = CorrectionForm(request.POST or None, initial=chosen)
    status = 200
    if request.method == "POST":
        status = taken(request, form)
        if status == 200:
            return redirect("pages:privacy_desk")
    context = {"tab": "privacy", "form": form}
    return render(request, "pages/desk_privacy_correct.html", context, status=status)


def taken(request, form) -> int:
    """The status of the answer: 200 where the request was taken."""
    if not form.is_valid():
        return 422
    try:
        row = rights.ask_for_correction(request.user, **form.sent())
    except OtherSubmission:
        form.add_error(None, _("This form was sent before with other words. Open it again."))
        return 422
    day = dates.day(row.due_at, languages.current())
    messages.success(request, _("The province’s desk answers by %(day)s.") % {"day": day})
    return 200


@login_required
@require_POST
def privacy_restrict(request):
    rights.restrict(request.user, by=request.user, wanted=request.POST.get("wanted") == "yes")
    return redirect("pages:privacy_desk")


@login_required
@require_POST
def consent_withdraw(request):
    given = Consent.objects.filter(user=request.user, purpose=request.POST.get("purpose", "")).in_force()
    for row in get_list_or_404(given):
        investors.withdraw_consent(row, by=request.user)
    return redirect("pages:privacy_desk")


@login_required
@require_POST
def grant_withdraw(request):
    rows = grants_of(request.user).in_force().select_related("organisation")
    for row in get_list_or_404(rows, city__slug=request.POST.get("city") or None):
        investors.withdraw_grant(row, by=request.user)
    return redirect("pages:privacy_desk")
