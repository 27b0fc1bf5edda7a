"""The mandate in five short steps. Each is saved when it is sent, so one may stop anywhere and come back."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from investguangdong.investors import actions as investors
from investguangdong.investors.amounts import Converted, converted
from investguangdong.investors.completeness import completeness
from investguangdong.investors.mandate_forms import STEPS
from investguangdong.investors.models import Mandate
from investguangdong.matching import actions as matching
from investguangdong.matching.cards import cards
from investguangdong.matching.models import Match
from investguangdong.pages.asking import next_question
from investguangdong.pages.desk import mandates_of

PREVIEWED = 3


@login_required
def mandate_step(request, code, step):
    mandate = get_object_or_404(mandates_of(request.user).select_related("organisation"), code=code)
    if not 1 <= step <= len(STEPS):
        raise Http404
    if step > mandate.steps_done + 1:
        return redirect("pages:mandate_step", code, mandate.steps_done + 1)
    can_change = mandate.can_be_changed_by(request.user)
    if request.method != "POST":
        return show(request, mandate, STEPS[step - 1](instance=mandate), can_change=can_change)
    if not can_change:
        raise PermissionDenied
    return save(request, mandate, step)


def save(request, mandate: Mandate, step: int):
    form = STEPS[step - 1](request.POST, instance=mandate)
    stored = Mandate.objects.get(pk=mandate.pk)
    if not form.is_valid():
        return show(request, stored, form, status=422)
    try:
        saved = investors.save_mandate_step(stored, by=request.user, step=step, data=form.cleaned_data)
    except investors.OldVersion:
        form.add_error(None, _("Somebody has changed this mandate meanwhile. Open the step again to see it."))
        return show(request, stored, form, status=409)
    except investors.NotPossible as problem:
        form.add_error(None, str(problem))
        return show(request, stored, form, status=409)
    matching.rescore_mandate(saved)
    if step < len(STEPS):
        return redirect("pages:mandate_step", saved.code, step + 1)
    return redirect("pages:mandate", saved.code)


def show(request, mandate, form, *, status=200, can_change=True):
    rows = Match.objects.visible_to(request.user).filter(mandate=mandate).standing()
    context = {
        "tab": "mandates",
        "mandate": mandate,
        "form": form,
        "parts": form.shown(),
        "steps": progress(mandate, form),
        "is_last": form.number == len(STEPS),
        "previous": form.number - 1,
        "can_change": can_change,
        "converted": beside(form),
        "completeness": completeness(mandate),
        "match_count": rows.count() if mandate.steps_done else None,
        "preview": cards(rows.with_card().best_first()[:PREVIEWED]) if mandate.steps_done else [],
        "ask": next_question(mandate) if can_change else None,
    }
    return render(request, "pages/mandate_step.html", context, status=status)


def beside(form) -> Converted | None:
    """What was typed, or is stored, in a second currency."""
    if "ticket_min" not in form.fields:
        return None
    held = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else form.initial
    currency = held.get("currency")
    return converted(held.get("ticket_min"), held.get("ticket_max"), currency) if currency else None


def progress(mandate, form) -> list[dict]:
    return [
        {
            "number": one.number,
            "title": one.title,
            "is_now": one.number == form.number,
            "is_done": one.number <= mandate.steps_done,
            "is_open": one.number <= mandate.steps_done + 1,
        }
        for one in STEPS
    ]
