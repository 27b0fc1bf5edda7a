"""The investor's own organisation: who it is, who belongs to it, whether an officer has checked it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from investguangdong.core import errors
from investguangdong.core.limits import TooMany
from investguangdong.investors import actions as investors
from investguangdong.investors.forms import OrganisationForm
from investguangdong.investors.member_forms import AskToJoinForm
from investguangdong.investors.models import Organisation
from investguangdong.pages.current import choose_organisation, current_organisation
from investguangdong.pages.members import people_of


@login_required
def organisation(request):
    row = current_organisation(request)
    if row is None:
        return organisation_new(request)
    can_change = row.can_be_changed_by(request.user)
    if request.method != "POST":
        return show(request, row, OrganisationForm(instance=row), can_change=can_change)
    if not can_change:
        raise PermissionDenied
    form = OrganisationForm(request.POST, instance=row)
    if not form.is_valid():
        return show(request, stored(row), form, status=422)
    try:
        investors.change_organisation(stored(row), by=request.user, **form.cleaned_data)
    except investors.OldVersion:
        form.add_error(
            None, _("Somebody has changed this page meanwhile. Open it again to see what it says now.")
        )
        return show(request, stored(row), form, status=409)
    return redirect("pages:organisation")


@login_required
def organisation_new(request):
    """The first one, or a further one: an adviser may also have a firm of her own."""
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = investors.create_organisation(by=request.user, **form.cleaned_data)
        mandate = investors.start_mandate(made, by=request.user)
        request._organisations = [made]
        choose_organisation(request, made.slug)
        return redirect("pages:mandate_step", mandate.code, 1)
    context = {"tab": "organisation", "form": form, "ask_form": ask_form(form)}
    return render(request, "pages/organisation_new.html", context, status=422 if form.errors else 200)


def ask_form(form) -> AskToJoinForm | None:
    """Where the register entry is here already, its owners can be asked."""
    told = {name: form.data.get(name, "").strip() for name in ("country", "registration_no")}
    is_here = form.is_bound and Organisation.objects.in_register(**told).exists()
    return AskToJoinForm(initial=told) if is_here else None


@login_required
@require_POST
def organisation_ask(request):
    """The answer is the same whether there is such an organisation or not."""
    form = AskToJoinForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        investors.ask_to_join(by=request.user, **form.cleaned_data)
    except TooMany as error:
        sentence = _("You have asked several organisations today. Try again tomorrow.")
        return errors.page(request, 429, sentence, retry_after=error.retry_after)
    return render(request, "pages/organisation_asked.html", {"tab": "organisation"})


@login_required
@require_POST
def organisation_choose(request):
    choose_organisation(request, request.POST.get("organisation", ""))
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if is_ours else "pages:desk")


def stored(row):
    """As it is in the database: a model form has already written what was typed into its instance."""
    return Organisation.objects.get(pk=row.pk)


@login_required
@require_POST
def ask_for_check(request):
    row = current_organisation(request)
    if row is None:
        raise Http404
    try:
        investors.ask_for_check(row, by=request.user)
    except investors.NotPossible as problem:
        form = OrganisationForm(instance=row)
        return show(request, row, form, status=409, problem=str(problem))
    return redirect("pages:organisation")


def show(request, row, form, *, status=200, can_change=True, problem=""):
    context = {
        "tab": "organisation",
        "part": "entry",
        "organisation": row,
        "form": form,
        "can_change": can_change,
        "can_ask": can_change and row.may_ask_for_check,
        "checks": row.checks.select_related("desk")[:3],
        "problem": problem,
        **people_of(request, row),
    }
    return render(request, "pages/desk_organisation.html", context, status=status)
