"""The investor's desk: the best matches, the shortlist, questions, messages, and what comes next."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from investguangdong.cases.models import Case
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.matching.actions import record_shown
from investguangdong.matching.cards import cards
from investguangdong.matching.models import Match
from investguangdong.notifications.actions import mark_read
from investguangdong.notifications.models import Message
from investguangdong.pages.asking import next_question
from investguangdong.pages.current import current_organisation
from investguangdong.pages.journey import Journey, salutation
from investguangdong.projects.models import Follow, SavedProject, SavedSearch

SHOWN, SHORT = 5, 3
A_PAGE = 20


def mandates_of(user):
    return Mandate.objects.visible_to(user).filter(organisation__in=Organisation.objects.of_member(user))


def matches_of(user):
    """Of the organisations the person belongs to: an officer's wider view stays in the back office."""
    return Match.objects.visible_to(user).filter(mandate__in=mandates_of(user))


@login_required
@require_safe
def desk(request):
    organisation = current_organisation(request)
    if organisation is None and request.user.is_staff:
        return redirect("admin:index")
    if organisation is None:
        return render(request, "pages/desk_newcomer.html", {"tab": "desk"})
    return render(
        request, "pages/desk.html", {"organisation": organisation, **on_the_desk(request.user, organisation)}
    )


def on_the_desk(user, organisation) -> dict:
    """Everything an investor finds on the desk, in a fixed number of queries."""
    ours = mandates_of(user).filter(organisation=organisation)
    mandates = list(ours.select_related("organisation").order_by("-changed_at", "-pk")[:A_PAGE])
    rows = list(matches_of(user).filter(mandate__in=ours).standing().with_card().best_first()[: SHOWN + 1])
    saved = list(SavedProject.objects.visible_to(user).select_related("project")[:SHORT])
    cases = list(Case.objects.of_investor(user).open_now().select_related("project").order_by("-pk")[:SHORT])
    record_shown(rows[:SHOWN], by=user)
    shown = cards(rows[:SHOWN])
    return {
        "tab": "desk",
        "mandates": mandates,
        "cards": shown,
        "has_more": len(rows) > SHOWN,
        "sharpen": sharpen(shown),
        "ask": next((found for row in mandates[:1] if (found := next_question(row))), None),
        "saved": saved,
        "inbox": list(Message.objects.inbox_of(user)[:SHORT]),
        "cases": cases,
        "journey": Journey(bool(mandates), bool(saved), any(one.is_wanted for one in shown), bool(cases)),
        **salutation(user),
    }


def sharpen(shown) -> list[dict]:
    """The answers of the investor's own that would move the matches on the page most, with their mandates."""
    best: dict[tuple, dict] = {}
    for card in shown:
        for way in card.raises:
            key = (card.match.mandate.code, way.text)
            if way.is_mine and (key not in best or best[key]["way"].points < way.points):
                best[key] = {"way": way, "mandate": card.match.mandate}
    return sorted(best.values(), key=lambda one: -one["way"].points)[:2]


@login_required
@require_safe
def saved(request):
    rows = SavedProject.objects.visible_to(request.user).select_related(
        "project__city", "project__primary_sector"
    )
    context = {
        "tab": "saved",
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "searches": SavedSearch.objects.visible_to(request.user)[:A_PAGE],
        "follows": Follow.objects.visible_to(request.user).select_related("project")[:A_PAGE],
    }
    return render(request, "pages/desk_saved.html", context)


@login_required
@require_safe
def desk_cases(request):
    rows = Case.objects.of_investor(request.user).select_related("project", "owner").order_by("-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/desk_cases.html", {"tab": "cases", "page": page})


@login_required
def inbox(request):
    """A POST with the number of a message marks it read and goes where it leads."""
    rows = Message.objects.inbox_of(request.user)
    if request.method == "POST":
        number = request.POST.get("message", "")
        message = get_object_or_404(rows, pk=number if number.isdecimal() and len(number) < 19 else None)
        mark_read(message, by=request.user)
        return redirect(message.url or "pages:inbox")
    context = {"tab": "inbox", "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page"))}
    return render(request, "pages/desk_inbox.html", context)
