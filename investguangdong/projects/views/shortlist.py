"""Keeping listings: the list, its notes, and a link to it for colleagues."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from investguangdong.core.languages import best
from investguangdong.projects import comparison, sharing, shortlist
from investguangdong.projects.actions import SHORTLIST_LIMIT, IllegalStep
from investguangdong.projects.facts import fact_of
from investguangdong.projects.feeds import address
from investguangdong.projects.forms import NoteForm
from investguangdong.projects.models import Project
from investguangdong.projects.spreadsheet import csv_response
from investguangdong.projects.views.detail import get_project

CSV_FACTS = ("city", "kind", "stage", "amount", "modes", "land", "readiness", "checked", "closes")


@require_safe
@never_cache
def shortlist_page(request):
    kept, gone = shortlist.kept_by(request)
    taken = shortlist.read_undo(request, request.GET.get("undo", ""))
    context = {
        "kept": kept,
        "gone": gone,
        "limit": comparison.MOST,
        "room": SHORTLIST_LIMIT,
        "undo": request.GET.get("undo", "") if taken else "",
        "taken": taken[0].code if taken else "",
        "link": sharing.address_of([one.project.code for one in kept]) if kept else "",
        "days": sharing.DAYS,
        "section": "projects",
    }
    return render(request, "projects/shortlist.html", context)


@require_safe
@never_cache
def shortlist_csv(request):
    kept, _gone = shortlist.kept_by(request)
    first = [fact.label for fact in (fact_of(kept[0].project, key) for key in CSV_FACTS)] if kept else []
    header = [_("Reference"), _("Title"), *first, _("Note"), _("Address")]
    rows = [
        [
            one.project.code,
            best(one.project, "title").text,
            *(fact_of(one.project, key).text for key in CSV_FACTS),
            one.note,
            address(one.project),
        ]
        for one in kept
    ]
    return csv_response("shortlist.csv", header, rows)


@never_cache
def project_save(request, code):
    """A page of its own, so that lists stay the same for everybody. Taking off works for any reference."""
    if request.method == "POST" and request.POST.get("remove"):
        return taken_off(request, code)
    project = get_project(request, code)
    context = {
        "project": project,
        "is_saved": project.code in shortlist.codes_of(request),
        "next": safe_next(request),
    }
    if request.method != "POST":
        return render(request, "projects/save.html", context)
    undo = shortlist.read_undo(request, request.POST.get("undo", ""))
    entry, place = undo if undo and undo[0].code == project.code else (None, "")
    try:
        return shortlist.add(request, redirect(context["next"]), project, entry, place)
    except IllegalStep:
        return render(request, "projects/save.html", {**context, "is_full": True}, status=409)


def taken_off(request, code: str) -> HttpResponse:
    """Back to where the visitor was; the shortlist itself offers to put it back."""
    after, undo = safe_next(request), shortlist.undo_of(request, code)
    if after == reverse("projects:shortlist") and undo:
        after = f"{after}?{urlencode({'undo': undo})}"
    return shortlist.remove(request, redirect(after), code)


@never_cache
def project_note(request, code):
    """A note of one's own on a saved listing, read by nobody else."""
    project = get_project(request, code)
    notes = dict(shortlist.entries_of(request))
    if project.code not in notes:
        raise Http404
    form = NoteForm(request.POST or None, initial={"note": notes[project.code]})
    context = {"project": project, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "projects/note.html", context, status=422 if form.is_bound else 200)
    try:
        after = redirect(f"{reverse('projects:shortlist')}#{project.code}")
        return shortlist.annotate(request, after, project, form.cleaned_data["note"])
    except IllegalStep as refusal:
        form.add_error("note", str(refusal))
        return render(request, "projects/note.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def shared_list(request, token):
    """Somebody else's list, read-only. A POST copies it onto one's own."""
    shared = sharing.read(token)
    if shared is None:
        raise Http404
    if shared.is_over:
        return render(request, "projects/shared_over.html", {"shared": shared}, status=410)
    rows = Project.objects.visible_to(request.user).filter(code__in=shared.codes).with_card()
    projects = sorted(rows, key=lambda project: shared.codes.index(project.code))
    if request.method == "POST":
        return copied(request, projects)
    context = {
        "shared": shared,
        "projects": projects,
        "missing": len(shared.codes) - len(projects),
        "limit": comparison.MOST,
        "section": "projects",
    }
    return render(request, "projects/shared.html", context)


def copied(request, projects: list[Project]) -> HttpResponse:
    response = redirect("projects:shortlist")
    try:
        left_out = shortlist.add_all(request, response, projects)
    except IllegalStep as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    if left_out:
        sentence = _("Your shortlist holds 20 projects. These found no room: %(codes)s.")
        messages.warning(request, sentence % {"codes": ", ".join(left_out)})
    return response


def safe_next(request) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("projects:shortlist")
