"""Keeping and comparing listings."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from investguangdong.projects import shortlist
from investguangdong.projects.actions import IllegalStep
from investguangdong.projects.facts import facts_of
from investguangdong.projects.models import Project
from investguangdong.projects.views.detail import get_project

COMPARED = 4


@require_safe
def compare(request):
    codes = list(dict.fromkeys(request.GET.getlist("p")))
    rows = Project.objects.visible_to(request.user).filter(code__in=codes[:COMPARED]).with_card()
    projects = sorted(rows, key=lambda project: codes.index(project.code))
    found = {project.code for project in projects}
    table = [list(column) for column in zip(*[facts_of(project) for project in projects], strict=True)]
    if request.GET.get("all") != "1" and len(projects) > 1:
        table = [row for row in table if len({fact.text for fact in row}) > 1]
    context = {
        "projects": projects,
        "table": table,
        "only_differences": request.GET.get("all") != "1",
        "ignored": [code[:40] for code in codes if code not in found],
        "limit": COMPARED,
    }
    return render(request, "projects/compare.html", context)


@require_safe
def shortlist_page(request):
    if request.user.is_authenticated and request.COOKIES.get(shortlist.COOKIE):
        return shortlist.adopt(request, redirect("projects:shortlist"))
    return render(
        request, "projects/shortlist.html", {"projects": shortlist.projects_of(request), "limit": COMPARED}
    )


def project_save(request, code):
    """A page of its own, so that lists stay the same for everybody."""
    project = get_project(request, code)
    is_saved = project.code in shortlist.codes_of(request)
    context = {"project": project, "is_saved": is_saved, "next": safe_next(request, project)}
    if request.method != "POST":
        return render(request, "projects/save.html", context)
    change = shortlist.remove if request.POST.get("remove") else shortlist.add
    try:
        return change(request, redirect(context["next"]), project)
    except IllegalStep:
        return render(request, "projects/save.html", {**context, "is_full": True}, status=409)


def safe_next(request, project: Project) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("projects:shortlist")
