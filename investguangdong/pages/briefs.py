"""The investor's anonymous briefs: made from a mandate, sent to at most three cities, answered, compared, ended."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from investguangdong.core import errors
from investguangdong.investors.choices import MandateState
from investguangdong.investors.models import Mandate
from investguangdong.investors.versions import NotPossible, OldVersion
from investguangdong.matching import brief_table, brief_words, city_fit
from investguangdong.matching.actions import briefing, choosing
from investguangdong.matching.alike import FEW, organisations_alike
from investguangdong.matching.brief_choices import AT_WORK, MOST_CITIES
from investguangdong.matching.brief_forms import AskBackForm, BriefForm, ReasonForm, SwapForm, show_giveaways
from investguangdong.matching.coarse import coarse_facts
from investguangdong.matching.models import Brief, CityBrief
from investguangdong.matching.reading import Reference
from investguangdong.matching.wording import Names
from investguangdong.pages.desk import mandates_of
from investguangdong.pages.spreadsheet import csv_response

A_PAGE = 20


@login_required
@require_safe
def briefs(request):
    rows = Brief.objects.of_investor(request.user).select_related("mandate").with_counts().order_by("-pk")
    free = mandates_of(request.user).filter(state=MandateState.ACTIVE).select_related("organisation")
    at_work = Brief.objects.filter(state__in=AT_WORK).values("mandate")
    context = {
        "tab": "briefs",
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "mandates": [
            row
            for row in free.exclude(pk__in=at_work)[:A_PAGE]
            if row.organisation.can_be_changed_by(request.user)
        ],
    }
    return render(request, "pages/brief_list.html", context)


@login_required
@require_POST
def brief_start(request):
    mandate = get_object_or_404(mandates_of(request.user), code=request.POST.get("mandate", ""))
    try:
        row = briefing.draft_brief(mandate, by=request.user)
    except NotPossible as problem:
        return errors.conflict(request, str(problem))
    return redirect(row)


@login_required
def brief(request, number):
    """A draft with its preview, or the answers beside each other."""
    row = of(request, number)
    if request.method == "POST":
        return save(request, row)
    return draft_page(request, row) if row.is_draft else answers_page(request, row)


def of(request, number) -> Brief:
    rows = Brief.objects.of_investor(request.user).select_related("mandate__organisation")
    return get_object_or_404(rows, number=number)


def every_fact(row: Brief) -> list[dict]:
    mandate = Mandate.objects.with_facts().get(pk=row.mandate_id)
    return coarse_facts(mandate, Reference().yuan)


def save(request, row: Brief):
    """Saves what cities will read, and sends it where that was asked for."""
    if not row.can_be_changed_by(request.user):
        raise PermissionDenied
    if not row.is_draft:
        return errors.conflict(request, _("This brief has been sent. What the cities read stays as it was."))
    form = BriefForm(request.POST, brief=row, facts=every_fact(row))
    if not form.is_valid():
        return draft_page(request, row, form, status=422)
    try:
        briefing.change_brief(row, by=request.user, and_send="send" in request.POST, **form.told())
    except briefing.GivesAway as problem:
        show_giveaways(form, problem)
        return draft_page(request, row, form, status=422)
    except OldVersion:
        form.add_error(
            None, _("Somebody has changed this brief meanwhile. Open it again to see what it says now.")
        )
        return draft_page(request, row, form, status=409)
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return draft_page(request, row, form, status=409)
    return redirect(row)


def draft_page(request, row: Brief, form=None, *, status=200, problem=""):
    facts, names = every_fact(row), Names()
    shown = [fact for fact in facts if fact["name"] not in row.left_out]
    alike = organisations_alike(shown, Reference())
    context = {
        "tab": "briefs",
        "brief": row,
        "form": form or BriefForm(brief=row, facts=facts),
        "problem": problem,
        "lines": brief_words.lines(shown, names),
        "questions": questions_of(row),
        "places": places_of(row, names),
        "alike": alike,
        "is_few": alike < FEW,
        "few": FEW,
        "can_change": row.can_be_changed_by(request.user),
    }
    return render(request, "pages/brief_draft.html", context, status=status)


def questions_of(row: Brief) -> list[tuple]:
    """(words, language of words that are the investor's own)."""
    return [
        (brief_words.question(question), row.language if question.text else "")
        for question in row.questions.all()
    ]


def places_of(row: Brief, names: Names) -> list[dict]:
    """The three places: the city and why, and the form that swaps it."""
    mandate = Mandate.objects.with_facts().get(pk=row.mandate_id)
    standings = city_fit.best_cities(mandate)
    parts = {part.position: part for part in row.cities.select_related("city")}
    taken = {part.city_id for part in parts.values()}
    free = [one for one in standings if one.city.pk not in taken]
    ranks = {one.city.pk: one for one in standings}
    return [
        {
            "position": place,
            "part": parts.get(place),
            "standing": ranks.get(parts[place].city_id) if place in parts else None,
            "whys": brief_words.whys(parts[place].reasons, names) if place in parts else [],
            "form": SwapForm(initial={"position": place}, standings=free, auto_id=f"id_{place}_%s")
            if free
            else None,
        }
        for place in range(1, MOST_CITIES + 1)
    ]


@login_required
@require_POST
def brief_city(request, number):
    row = of(request, number)
    mandate = Mandate.objects.with_facts().get(pk=row.mandate_id)
    form = SwapForm(request.POST, standings=city_fit.best_cities(mandate))
    if not form.is_valid():
        return draft_page(request, row, problem=_("This city cannot be asked. Choose another."), status=422)
    try:
        briefing.swap_city(row, by=request.user, **form.cleaned_data)
    except NotPossible as problem:
        return errors.conflict(request, str(problem))
    return redirect(row)


def answers_page(request, row: Brief, *, status=200, forms=None):
    parts = list(CityBrief.objects.filter(brief=row).select_related("city", "brief").order_by("position"))
    table, names, forms = brief_table.compared(row), Names(), forms or {}
    context = {
        "tab": "briefs",
        "brief": row,
        "parts": [(part, brief_words.whys(part.reasons, names)) for part in parts],
        "table": table,
        "columns": [column(part, forms) for part in table.parts],
        "lines": brief_words.lines(row.facts, names),
        "questions": questions_of(row),
        "end_form": forms.get("end") or ReasonForm(prefix="end", initial={"version": row.version}),
        "ends_open": "end" in forms,
        "chosen": next((part for part in parts if part.state == "chosen"), None),
        "can_change": row.can_be_changed_by(request.user) and row.is_open,
    }
    return render(request, "pages/brief.html", context, status=status)


def column(part: CityBrief, forms: dict) -> dict:
    """A city's acts under its column; a form that was refused stays open with what was typed."""
    slug, read = part.city.slug, {"version": part.brief.version}
    return {
        "part": part,
        "can_choose": brief_table.is_open_to_choice(part),
        "can_ask": brief_table.is_open_to_choice(part) and not part.asked_back,
        "choose": forms.get(f"choose-{slug}") or ReasonForm(prefix=f"choose-{slug}", initial=read),
        "ask": forms.get(f"ask-{slug}") or AskBackForm(prefix=f"ask-{slug}"),
        "choose_open": f"choose-{slug}" in forms,
        "ask_open": f"ask-{slug}" in forms,
    }


def part_of(request, row: Brief) -> CityBrief:
    parts = CityBrief.objects.of_investor(request.user).filter(brief=row).select_related("city", "brief")
    return get_object_or_404(parts, city__slug=request.POST.get("city", ""))


@login_required
@require_POST
def brief_choose(request, number):
    row = of(request, number)
    part = part_of(request, row)
    name = f"choose-{part.city.slug}"
    form = ReasonForm(request.POST, prefix=name)

    def act():
        told = form.cleaned_data
        choosing.choose_city(
            part, by=request.user, others_reason=told["reason"], note=told["note"], version=told["version"]
        )

    return acted(request, row, name, form, act)


@login_required
@require_POST
def brief_ask(request, number):
    row = of(request, number)
    part = part_of(request, row)
    name = f"ask-{part.city.slug}"
    form = AskBackForm(request.POST, prefix=name)
    return acted(
        request, row, name, form, lambda: briefing.ask_back(part, by=request.user, **form.cleaned_data)
    )


@login_required
@require_POST
def brief_end(request, number):
    """Withdrawn, or closed because no city suits; a draft is thrown away."""
    row = of(request, number)
    if row.is_draft:
        return discard(request, row)
    ends = {"withdraw": briefing.withdraw_brief, "close": briefing.close_brief}
    end = ends.get(request.POST.get("how", ""))
    if end is None:
        raise Http404
    form = ReasonForm(request.POST, prefix="end")

    def act():
        end(row, by=request.user, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"])

    return acted(request, row, "end", form, act)


def discard(request, row: Brief):
    briefing.discard_brief(row, by=request.user)
    return redirect("pages:briefs")


def acted(request, row: Brief, name: str, form, act):
    """One form over one action, on the page of the answers."""
    if row.is_draft:
        return errors.conflict(request, _("This brief has not been sent yet."))
    if not form.is_valid():
        return answers_page(request, row, forms={name: form}, status=422)
    try:
        act()
    except briefing.GivesAway as problem:
        show_giveaways(form, problem)
        return answers_page(request, row, forms={name: form}, status=422)
    except OldVersion:
        form.add_error(None, _("Somebody has changed this brief meanwhile. Look again, then send again."))
        return answers_page(request, row, forms={name: form}, status=409)
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return answers_page(request, of(request, row.number), forms={name: form}, status=409)
    return redirect(row)


@login_required
@require_safe
def brief_csv(request, number):
    row = of(request, number)
    header, rows = brief_table.sheet(brief_table.compared(row))
    return csv_response(f"{row.number}.csv", header, rows)
