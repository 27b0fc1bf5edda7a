"""The investor's matches: the list, one match with its explanation, and the investor's answer."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from investguangdong.matching import actions as matching
from investguangdong.matching.cards import cards
from investguangdong.matching.choices import Answer
from investguangdong.matching.forms import AnswerForm
from investguangdong.matching.models import Match
from investguangdong.matching.wording import Names
from investguangdong.pages.desk import A_PAGE, mandates_of, matches_of


@login_required
@require_safe
def matches(request):
    """All matches of a person's mandates, those turned down at `?show=no`."""
    rows = matches_of(request.user)
    declined = request.GET.get("show") == "no"
    mandates = list(mandates_of(request.user).order_by("pk"))
    chosen = next((row for row in mandates if row.code == request.GET.get("mandate")), None)
    rows = rows.declined_by_investor() if declined else rows.standing()
    if chosen:
        rows = rows.filter(mandate=chosen)
    page = Paginator(rows.with_card().best_first(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": "matches",
        "page": page,
        "cards": cards(page.object_list),
        "mandates": mandates,
        "chosen": chosen,
        "declined": declined,
    }
    return render(request, "pages/desk_matches.html", context)


@login_required
@require_POST
def match_answer(request, mandate, project):
    rows = matches_of(request.user).select_related("mandate__organisation", "project__city")
    match = get_object_or_404(rows, mandate__code=mandate, project__code=project)
    if not match.can_be_answered_by(request.user):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return answer_again(request, match, form, status=422)
    try:
        matching.decide(match, by=request.user, **form.cleaned_data)
    except matching.NotPossible as problem:
        form.add_error(None, str(problem))
        return answer_again(request, match, form, status=409)
    if form.cleaned_data["answer"] == Answer.YES:
        return redirect("projects:detail", match.project.code)
    return redirect(back(request))


def answer_again(request, match, form, *, status):
    row = Match.objects.with_card().get(pk=match.pk)
    context = {"tab": "matches", "form": form, "card": cards([row], Names())[0], "open_reasons": True}
    return render(request, "pages/desk_answer.html", context, status=status)


def back(request) -> str:
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})
    return there if is_ours else reverse("pages:matches")
