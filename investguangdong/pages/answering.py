"""After an answer to a match: what was said, and the offers to change a mandate that follow from answers."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from investguangdong.core import errors
from investguangdong.investors.mandate_actions import NotPossible as MandateRefuses
from investguangdong.matching import actions as matching
from investguangdong.matching.choices import Change
from investguangdong.matching.forms import SuggestionForm
from investguangdong.matching.models import Match, Suggestion
from investguangdong.matching.wording import Names, amount
from investguangdong.pages.desk import mandates_of, matches_of

SAID = "matches_answered"


def remember(request, match: Match) -> None:
    """The next page of the desk says what was answered, once, and can take it back."""
    request.session[SAID] = match.code


def said(request) -> dict:
    """Context of `components/match_answered.html`."""
    mandate, _colon, project = request.session.pop(SAID, "").partition(":")
    found = None
    if mandate:
        rows = matches_of(request.user).select_related("mandate", "project", "case")
        found = rows.filter(mandate__code=mandate, project__code=project).first()
    return {"answered": found, "offers": list(offers_of(request.user))}


def offers_of(user):
    return Suggestion.objects.filter(mandate__in=mandates_of(user)).open().select_related("mandate")


def take(request, match: Match, form) -> Match:
    """The answer in a valid form, or the one taken back. Raises `matching.NotPossible`."""
    if "undo" in request.POST:
        match = matching.undo(match, by=request.user)
    else:
        match = matching.decide(match, by=request.user, **form.cleaned_data)
    remember(request, match)
    return match


@login_required
def suggestion(request, mandate, change):
    """What three answers speak for: the present range, the proposed one, and what it would bring."""
    rows = Suggestion.objects.filter(mandate__in=mandates_of(request.user)).select_related(
        "mandate__organisation"
    )
    row = get_object_or_404(rows.filter(mandate__code=mandate, change=change).order_by("-pk")[:1])
    form = SuggestionForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(
            request, "pages/suggestion.html", {"form": form, **page_of(request, row)}, status=status
        )
    if not row.mandate.can_be_changed_by(request.user):
        raise PermissionDenied
    accepts = form.cleaned_data["reply"] == "accept"
    act = matching.accept_suggestion if accepts else matching.dismiss_suggestion
    try:
        act(row, by=request.user)
    except (matching.NotPossible, MandateRefuses) as problem:
        return errors.conflict(request, str(problem))
    return redirect("pages:suggestion", mandate, change)


def page_of(request, row: Suggestion) -> dict:
    names = Names()
    present = {
        "low": row.mandate.ticket_min and str(row.mandate.ticket_min),
        "high": row.mandate.ticket_max and str(row.mandate.ticket_max),
        "currency": row.mandate.currency,
    }
    is_place = row.change == Change.PLACE
    stated = any(present[end] for end in ("low", "high"))
    return {
        "tab": "mandates",
        "offer": row,
        "cities": [names[slug] for slug in row.proposal["cities"]] if is_place else [],
        "present": "" if is_place or not stated else amount(present, names),
        "proposed": "" if is_place else amount(row.proposal, names),
        "can_answer": row.reply == "open" and row.mandate.can_be_changed_by(request.user),
    }
