"""Who belongs to the organisation: asked in, let in, given a role, taken out."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from investguangdong.core import errors
from investguangdong.core.limits import TooMany
from investguangdong.investors import actions as investors
from investguangdong.investors.choices import Role
from investguangdong.investors.member_forms import InviteForm, TermForm
from investguangdong.investors.models import Invitation, JoinRequest, Membership, Organisation
from investguangdong.pages.current import current_organisation

TOO_MANY = _("Too many invitations today. Wait until tomorrow; those sent already stay good for 14 days.")


def people_of(request, organisation) -> dict:
    """The section of members, in a fixed number of queries."""
    members = list(organisation.memberships.current().select_related("user"))
    can_manage = any(row.user_id == request.user.pk and row.role == Role.OWNER for row in members)
    return {
        "members": members,
        "mine": next((row for row in members if row.user_id == request.user.pk), None),
        "can_manage": can_manage,
        "invitations": organisation.invitations.waiting().select_related("by") if can_manage else [],
        "requests": organisation.join_requests.waiting().select_related("user") if can_manage else [],
    }


@login_required
def invite(request):
    row = current_organisation(request)
    if row is None:
        raise Http404
    if not row.can_be_managed_by(request.user):
        raise PermissionDenied
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            investors.invite(row, by=request.user, **form.cleaned_data)
        except TooMany as error:
            return errors.page(request, 429, TOO_MANY, retry_after=error.retry_after)
        except investors.NotPossible as problem:
            form.add_error(None, str(problem))
            return show_invite(request, row, form, status=409)
        return redirect("pages:organisation")
    return show_invite(request, row, form, status=422 if form.errors else 200)


def show_invite(request, row, form, *, status):
    context = {"tab": "organisation", "organisation": row, "form": form}
    return render(request, "pages/organisation_invite.html", context, status=status)


@login_required
@require_POST
def invitation_act(request, key):
    """`act`: again or withdraw."""
    rows = Invitation.objects.visible_to(request.user).filter(organisation__in=ours(request))
    row = get_object_or_404(rows.select_related("organisation"), key=key)
    acts = {"again": investors.resend_invitation, "withdraw": investors.withdraw_invitation}
    if request.POST.get("act") not in acts:
        raise Http404
    try:
        acts[request.POST["act"]](row, by=request.user)
    except TooMany as error:
        return errors.page(request, 429, TOO_MANY, retry_after=error.retry_after)
    except investors.NotPossible as problem:
        return errors.conflict(request, str(problem))
    return redirect("pages:organisation")


@login_required
def member(request, key):
    """One membership: its role and day for an owner, the way out for who it is about."""
    rows = Membership.objects.visible_to(request.user).current().filter(organisation__in=ours(request))
    row = get_object_or_404(rows.select_related("organisation", "user"), key=key)
    can_manage = row.organisation.can_be_managed_by(request.user)
    if not can_manage and row.user_id != request.user.pk:
        raise PermissionDenied
    if request.method == "POST":
        return act_on(request, row, can_manage=can_manage)
    form = TermForm(initial={"role": row.role, "ends_on": row.ends_on})
    return show_member(request, row, form, can_manage=can_manage)


def act_on(request, row, *, can_manage):
    """`act`: change, end or hand_over; ending one's own is leaving."""
    act = request.POST.get("act")
    form = TermForm(
        request.POST if act == "change" else None, initial={"role": row.role, "ends_on": row.ends_on}
    )
    if act == "change" and not form.is_valid():
        return show_member(request, row, form, can_manage=can_manage, status=422)
    try:
        if act == "change":
            investors.change_member(row, by=request.user, **form.cleaned_data)
        elif act == "hand_over":
            investors.hand_over(row, by=request.user)
        elif act == "end":
            investors.leave(row, by=request.user)
        else:
            raise Http404
    except investors.NotPossible as problem:
        return show_member(request, row, form, can_manage=can_manage, status=409, problem=str(problem))
    return redirect("pages:organisation")


def show_member(request, row, form, *, can_manage, status=200, problem=""):
    is_me = row.user_id == request.user.pk
    context = {
        "tab": "organisation",
        "membership": row,
        "form": form,
        "is_me": is_me,
        "can_manage": can_manage,
        "can_take_over": can_manage and not is_me and row.role in (Role.MEMBER, Role.VIEWER),
        "problem": problem,
    }
    return render(request, "pages/organisation_member.html", context, status=status)


@login_required
def join_request(request, key):
    """An owner lets somebody in, with a role, or not."""
    rows = JoinRequest.objects.visible_to(request.user).filter(organisation__in=ours(request))
    row = get_object_or_404(rows.select_related("organisation", "user"), key=key)
    if not row.organisation.can_be_managed_by(request.user):
        raise PermissionDenied
    declined = request.POST.get("act") == "decline"
    form = TermForm(
        None if request.method != "POST" or declined else request.POST, initial={"role": Role.MEMBER}
    )
    if request.method != "POST" or not (declined or form.is_valid()):
        return show_request(request, row, form, status=422 if form.errors else 200)
    told = {} if declined else form.cleaned_data
    try:
        investors.answer_join_request(row, by=request.user, accept=not declined, **told)
    except investors.NotPossible as problem:
        return errors.conflict(request, str(problem))
    return redirect("pages:organisation")


def show_request(request, row, form, *, status):
    context = {"tab": "organisation", "asked": row, "form": form}
    return render(request, "pages/organisation_request.html", context, status=status)


def ours(request):
    return Organisation.objects.of_member(request.user)
