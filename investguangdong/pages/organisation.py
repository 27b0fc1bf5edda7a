"""The investor's own organisation: who it is, who belongs to it, whether an officer has checked it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from investguangdong.investors import actions as investors
from investguangdong.investors.forms import OrganisationForm
from investguangdong.investors.models import Organisation


@login_required
def organisation(request):
    row = Organisation.objects.of_member(request.user).first()
    can_change = row is None or row.can_be_changed_by(request.user)
    if request.method != "POST":
        return show(request, row, OrganisationForm(instance=row), can_change=can_change)
    if not can_change:
        raise PermissionDenied
    form = OrganisationForm(request.POST, instance=row)
    if not form.is_valid():
        return show(request, stored(row), form, status=422)
    if row is None:
        made = investors.create_organisation(by=request.user, **form.cleaned_data)
        mandate = investors.start_mandate(made, by=request.user)
        return redirect("pages:mandate_step", mandate.code, 1)
    try:
        investors.change_organisation(stored(row), by=request.user, **form.cleaned_data)
    except investors.OldVersion:
        form.add_error(
            None, _("Somebody has changed this page meanwhile. Open it again to see what it says now.")
        )
        return show(request, stored(row), form, status=409)
    return redirect("pages:organisation")


def stored(row):
    """As it is in the database: a model form has already written what was typed into its instance."""
    return row and Organisation.objects.get(pk=row.pk)


@login_required
@require_POST
def ask_for_check(request):
    row = get_object_or_404(Organisation.objects.of_member(request.user))
    try:
        investors.ask_for_check(row, by=request.user)
    except investors.NotPossible as problem:
        form = OrganisationForm(instance=row)
        return show(request, row, form, status=409, problem=str(problem))
    return redirect("pages:organisation")


def show(request, row, form, *, status=200, can_change=True, problem=""):
    members = row.memberships.current().select_related("user") if row else []
    context = {
        "tab": "organisation",
        "organisation": row,
        "form": form,
        "members": members,
        "can_change": can_change,
        "can_ask": bool(row) and can_change and row.verification in ("none", "refused"),
        "problem": problem,
    }
    return render(request, "pages/desk_organisation.html", context, status=status)
