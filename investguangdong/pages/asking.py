"""One question at a time: the one whose answer would separate the present matches most, answered where it stands."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from investguangdong.investors import actions as investors
from investguangdong.investors.completeness import QUESTIONS, Question
from investguangdong.investors.models import Mandate
from investguangdong.matching import actions as matching
from investguangdong.matching.models import Match
from investguangdong.matching.next_question import next_question as computed

BEST = 10


def next_question(mandate: Mandate) -> dict | None:
    """The question with its small form, for the desk and the wizard; None where none is worth asking."""
    found = computed(mandate)
    if found is None:
        return None
    form = question_form(found.question, mandate)
    return {
        "mandate": mandate,
        "question": found.question,
        "ask": found.ask,
        "parts": form.shown(),
        "form": form,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_answer(request, code, question):
    """The page of one question; the desk and the wizard show the same form in place."""
    row = get_object_or_404(Mandate.objects.of_member(request.user).with_facts(), code=code)
    asked = QUESTIONS.get(question)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return show(request, row, asked, question_form(asked, row))
    if not row.can_be_changed_by(request.user):
        raise PermissionDenied
    return answer(request, row, asked)


def question_form(question: Question, mandate: Mandate, data=None):
    return question.form(data, instance=mandate, only=question.shown, auto_id="ask_%s")


def answer(request, row: Mandate, asked: Question):
    form = question_form(asked, row, request.POST)
    stored = Mandate.objects.get(pk=row.pk)
    if not form.is_valid():
        return show(request, stored, asked, form, status=422)
    before = best_of(row)
    try:
        saved = investors.change_mandate(stored, by=request.user, **form.cleaned_data)
    except investors.OldVersion:
        form.add_error(None, _("Somebody has changed this mandate meanwhile. Open it again to see it."))
        return show(request, stored, asked, form, status=409)
    except investors.NotPossible as problem:
        form.add_error(None, str(problem))
        return show(request, stored, asked, form, status=409)
    matching.rescore_mandate(saved)
    messages.success(request, what_changed(before, best_of(saved)))
    return redirect("pages:desk")


def best_of(mandate: Mandate) -> list[int]:
    rows = Match.objects.filter(mandate=mandate).standing().best_first()
    return list(rows.values_list("project", flat=True)[:BEST])


def what_changed(before: list[int], now: list[int]) -> str:
    new = len(set(now) - set(before))
    if new:
        told = ngettext(
            "Thank you. %(count)s of your first ten matches is new.",
            "Thank you. %(count)s of your first ten matches are new.",
            new,
        )
        return told % {"count": new}
    if now != before:
        return _("Thank you. The same matches, in another order.")
    return _("Thank you. Your first ten matches stay as they are.")


def show(request, row: Mandate, asked: Question, form, *, status=200):
    context = {
        "tab": "mandates",
        "mandate": row,
        "question": asked,
        "form": form,
        "parts": form.shown(),
        "can_change": row.can_be_changed_by(request.user),
    }
    return render(request, "pages/mandate_answer.html", context, status=status)
