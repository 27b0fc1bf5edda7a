"""The mandates of an organisation: a list, one page each with what can be done with it, and its history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from investguangdong.accounts.models import User
from investguangdong.core import errors
from investguangdong.investors import actions as investors
from investguangdong.investors import mandate_links as links
from investguangdong.investors.amounts import converted
from investguangdong.investors.choices import MandateState
from investguangdong.investors.completeness import completeness
from investguangdong.investors.mandate_forms import RenameForm
from investguangdong.investors.models import Mandate
from investguangdong.investors.telling import history, summary
from investguangdong.matching import actions as matching
from investguangdong.matching.models import with_match_count
from investguangdong.pages.current import current_organisation
from investguangdong.pages.desk import mandates_of
from investguangdong.pages.spreadsheet import csv_response


@login_required
@require_safe
def mandates(request):
    return listing(request)


def listing(request, *, problem="", status=200):
    organisation = current_organisation(request)
    ours = mandates_of(request.user).filter(organisation=organisation)
    rows = with_match_count(ours.with_facts().order_by("-pk"))
    closed = [row for row in rows if row.state == MandateState.CLOSED]
    context = {
        "tab": "mandates",
        "organisation": organisation,
        "rows": [told(row) for row in rows if row.state != MandateState.CLOSED],
        "closed": [told(row) for row in closed],
        "can_start": organisation is not None and organisation.can_have_mandates_written_by(request.user),
        "problem": problem,
    }
    return render(request, "pages/mandate_list.html", context, status=status)


def told(row: Mandate) -> dict:
    return {"mandate": row, "matches": row.match_count, "completeness": completeness(row)}


@login_required
@require_safe
def mandates_csv(request):
    """Every mandate of one's own, a row each: what is said and how firmly, in the reader's words."""
    rows = with_match_count(mandates_of(request.user).with_facts().order_by("pk"))
    found = [row_of(row) for row in rows]
    return csv_response("mandates.csv", CSV_HEAD, found)


CSV_HEAD = [
    *("code", "name", "state", "last_confirmed_on", "facts_said", "facts_asked", "matches"),
    *("currency", "ticket_min", "ticket_max", "must_hold", "does_not_matter", "says"),
]


def row_of(row: Mandate) -> list:
    done = completeness(row)
    said = "; ".join(f"{line.label}: {line.text}" for line in summary(row) if line.text)
    return [
        *(row.code, row.name, row.state, row.last_confirmed_on, done.known, done.asked, row.match_count),
        *(row.currency, row.ticket_min, row.ticket_max, " ".join(row.musts), " ".join(row.indifferent), said),
    ]


@login_required
@require_POST
def mandate_start(request):
    organisation = current_organisation(request)
    if organisation is None:
        return redirect("pages:organisation")
    try:
        row = investors.start_mandate(organisation, by=request.user)
    except investors.NotPossible as problem:
        return listing(request, problem=str(problem), status=409)
    return redirect("pages:mandate_step", row.code, 1)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request, code):
    row = get_object_or_404(mandates_of(request.user).with_facts(), code=code)
    if request.method == "POST":
        return do(request, row)
    return show(request, row)


def show(request, row: Mandate, *, form=None, problem="", status=200):
    can_change = row.can_be_changed_by(request.user)
    context = {
        "tab": "mandates",
        "mandate": row,
        "lines": summary(row),
        "converted": converted(row.ticket_min, row.ticket_max, row.currency),
        "completeness": completeness(row),
        "form": form or RenameForm(instance=row),
        "problem": problem,
        "can_change": can_change and row.state != MandateState.CLOSED,
        "can_copy": can_change,
        "acts": [act for act, states in OFFERED.items() if row.state in states] if can_change else [],
    }
    return render(request, "pages/mandate.html", context, status=status)


OFFERED = {
    "confirm": (MandateState.ACTIVE, MandateState.PAUSED),
    "pause": (MandateState.ACTIVE,),
    "resume": (MandateState.PAUSED,),
    "close": (MandateState.ACTIVE, MandateState.PAUSED),
    "delete": (MandateState.DRAFT,),
}
MOVED = {
    "pause": MandateState.PAUSED,
    "resume": MandateState.ACTIVE,
    "close": MandateState.CLOSED,
}


def do(request, row: Mandate):
    """One act on one mandate; every answer other than success is the page itself with a sentence."""
    if not row.can_be_changed_by(request.user):
        raise PermissionDenied
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return show(request, row, problem=_("Choose what to do with this mandate."), status=422)
    try:
        return act(request, row)
    except investors.OldVersion:
        problem = _("Somebody has changed this mandate meanwhile. This is how it stands now.")
    except investors.NotPossible as error:
        problem = str(error)
    fresh = get_object_or_404(mandates_of(request.user).with_facts(), pk=row.pk)
    return show(request, fresh, problem=problem, status=409)


def version_of(request) -> int | None:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


def rename(request, row: Mandate):
    form = RenameForm(request.POST, instance=Mandate.objects.get(pk=row.pk))
    if not form.is_valid():
        return show(request, row, form=form, status=422)
    investors.change_mandate(
        row, by=request.user, version=version_of(request), name=form.cleaned_data["name"]
    )
    messages.success(request, _("Renamed."))
    return redirect("pages:mandate", row.code)


def copy(request, row: Mandate):
    made = investors.copy_mandate(row, by=request.user)
    messages.success(request, _("This is the copy. Look through its steps: it finds nothing until then."))
    return redirect("pages:mandate_step", made.code, 1)


def confirm(request, row: Mandate):
    saved = investors.confirm_mandate(row, by=request.user)
    if saved.version != row.version:
        matching.rescore_mandate(saved)
    messages.success(request, _("Thank you. We ask again in five months."))
    return redirect("pages:mandate", row.code)


def delete(request, row: Mandate):
    investors.delete_draft(row, by=request.user, version=version_of(request))
    messages.success(request, _("The draft is deleted."))
    return redirect("pages:mandates")


def move(request, row: Mandate):
    to = MOVED[request.POST["act"]]
    saved = investors.move_mandate(row, by=request.user, to=to, version=version_of(request))
    matching.rescore_mandate(saved)
    messages.success(request, AFTER[to])
    return redirect("pages:mandate", row.code)


AFTER = {
    MandateState.PAUSED: gettext_lazy("Paused. Its matches are put away; resume it whenever you like."),
    MandateState.ACTIVE: gettext_lazy("At work again. Its matches have been computed anew."),
    MandateState.CLOSED: gettext_lazy("Closed. What was found and answered stays in its history."),
}
ACTS = {
    "rename": rename,
    "copy": copy,
    "confirm": confirm,
    "delete": delete,
    **dict.fromkeys(MOVED, move),
}


@login_required
@require_safe
def mandate_history(request, code):
    row = get_object_or_404(mandates_of(request.user).select_related("organisation"), code=code)
    context = {"tab": "mandates", "mandate": row, "entries": history(row, reader=request.user)}
    return render(request, "pages/mandate_history.html", context)


@csrf_exempt  # the signed link is the permission, with or without a session
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_confirm(request, token):
    """From the letter: what the mandate says, and one button. For the member it was sent to, while she is one."""
    try:
        asked = links.read_token(token)
    except links.LinkExpired:
        return private(errors.page(request, 410, EXPIRED))
    row, member = named_by(asked) if asked else (None, None)
    if row is None:
        raise Http404
    if request.method == "POST" and row.last_confirmed_on == asked.confirmed_on:
        try:
            saved = investors.confirm_mandate(row, by=member)
        except investors.NotPossible as problem:
            return private(errors.page(request, 409, str(problem)))
        if saved.version != row.version:
            matching.rescore_mandate(saved)
        return redirect("pages:mandate_confirm", token)
    context = {
        "mandate": row,
        "lines": summary(row),
        "is_done": row.last_confirmed_on != asked.confirmed_on,
        "is_paused": row.state == MandateState.PAUSED,
    }
    return private(render(request, "pages/mandate_confirm.html", context))


EXPIRED = gettext_lazy("This link is too old. Sign in and confirm the mandate on your desk.")


def named_by(asked):
    """The mandate and the member, if she may still answer for it."""
    row = Mandate.objects.with_facts().kept().filter(code=asked.code).first()
    member = User.objects.filter(pk=asked.member, is_active=True).first()
    if row is None or member is None or not row.can_be_changed_by(member):
        return None, None
    return row, member


def private(response):
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store, private"
    return response
