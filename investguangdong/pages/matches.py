"""The investor's matches: the list, one match with its explanation, and the investor's answer."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from investguangdong.matching import actions as matching
from investguangdong.matching.cards import cards
from investguangdong.matching.choices import Answer
from investguangdong.matching.forms import AnswerForm
from investguangdong.matching.models import Match
from investguangdong.pages.answering import said, take
from investguangdong.pages.desk import A_PAGE, mandates_of, matches_of

# What `?show=` may be, and the heading of the list; without it every match that stands.
HEADINGS = {
    "": _("Matches"),
    Answer.OPEN: _("Not decided yet"),
    Answer.YES: _("You are interested"),
    Answer.LATER: _("For later"),
    Answer.NO: _("Put away"),
}
LABELS = {
    "": pgettext_lazy("matches", "All"),
    Answer.OPEN: pgettext_lazy("matches", "Not decided"),
    Answer.YES: pgettext_lazy("matches", "Interested"),
    Answer.LATER: pgettext_lazy("matches", "Later"),
    Answer.NO: pgettext_lazy("matches", "Put away"),
}


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list, with how many matches it leaves."""

    value: str
    label: str
    count: int
    is_chosen: bool


@login_required
@require_safe
def matches(request):
    """The matches of a person's mandates, best first; narrowed to one mandate and to one answer."""
    mandates = list(mandates_of(request.user).order_by("pk"))
    chosen = next((row for row in mandates if row.code == request.GET.get("mandate")), None)
    show = request.GET.get("show", "")
    show = show if show in HEADINGS else ""
    rows = matches_of(request.user)
    tallies = rows.tallied()
    rows = rows.answered_by_investor(show) if show else rows.standing().awake()
    if chosen:
        rows = rows.filter(mandate=chosen)
    page = Paginator(rows.with_card().best_first(), A_PAGE).get_page(request.GET.get("page"))
    matching.record_shown([] if show else page.object_list, by=request.user, first=page.start_index())
    shows = show_choices(tallies, chosen, show)
    context = {
        "tab": "matches",
        "heading": HEADINGS[show],
        "page": page,
        "cards": cards(page.object_list),
        "mandates": mandate_choices(tallies, mandates, chosen, show),
        "chosen": chosen or next(iter(mandates), None),
        "show": show,
        "shows": shows,
        "stand": shows[0].count,
        **said(request),
    }
    return render(request, "pages/desk_matches.html", context)


def show_choices(tallies, chosen, show: str) -> list[Choice]:
    counts = [tally for code, tally in tallies.items() if chosen is None or code == chosen.code]
    return [
        Choice(value, label, sum(tally[value] for tally in counts), value == show)
        for value, label in LABELS.items()
    ]


def mandate_choices(tallies, mandates, chosen, show: str) -> list[Choice]:
    """Nothing to choose from with one mandate."""
    if len(mandates) < 2:
        return []
    every = Choice("", LABELS[""], sum(one[show] for one in tallies.values()), chosen is None)
    return [every] + [
        Choice(one.code, one.name, tallies.get(one.code, {}).get(show, 0), one == chosen) for one in mandates
    ]


@login_required
@require_safe
def match_open(request, mandate, project):
    """The way from a match to its listing, so that what was opened can be learned from."""
    rows = matches_of(request.user).select_related("project")
    row = get_object_or_404(rows, mandate__code=mandate, project__code=project)
    matching.record_opened(row, by=request.user)
    return redirect("projects:detail", row.project.code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def match(request, mandate, project):
    """One match and everything that is said about it. A POST is the investor's answer."""
    rows = matches_of(request.user).with_card()
    row = get_object_or_404(rows, mandate__code=mandate, project__code=project)
    if request.method == "POST":
        return match_answer(request, row)
    matching.record_opened(row, by=request.user)
    return match_page(request, row)


def match_page(request, row: Match, form=None, *, status=200):
    context = {
        "tab": "matches",
        "card": cards([row])[0],
        "match": row,
        "form": form,
        **said(request),
    }
    return render(request, "pages/desk_match.html", context, status=status)


def match_answer(request, row: Match):
    if not row.can_be_answered_by(request.user):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid() and "undo" not in request.POST:
        return match_page(request, row, form, status=422)
    try:
        row = take(request, row, form)
    except matching.NotPossible as problem:
        form.errors.clear()
        form.add_error(None, str(problem))
        return match_page(request, row, form, status=409)
    return redirect(row.case or back(request))


def back(request) -> str:
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})
    return there if is_ours else reverse("pages:matches")
