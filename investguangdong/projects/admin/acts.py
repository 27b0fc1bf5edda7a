"""One page for each step of a listing: a form over one action."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from investguangdong.core import errors
from investguangdong.projects import steps, versions
from investguangdong.projects.actions import IllegalStep, Incomplete, NotForYou
from investguangdong.projects.models import Project, Review
from investguangdong.projects.publishing import gaps

CHECKED = ("submit", "publish", "ask", "publish-changes", "confirm")


def listing_of(desk, request, code) -> Project:
    """The row itself, of this officer's desk; 404 for anything else."""
    project = desk.public_row(request, code) if desk.has_view_permission(request) else None
    if project is None:
        raise Http404
    return project


def listing_to_work(desk, request, code) -> Project:
    project = listing_of(desk, request, code)
    if not desk.has_change_permission(request, project):
        raise PermissionDenied
    return project


def step_view(desk, request, code, name):
    if name not in steps.STEPS:
        raise Http404
    project, step = listing_to_work(desk, request, code), steps.STEPS[name]
    start = {"version": project.version, "officer": request.user.pk}
    form = step.form(request.POST or None, initial={**start, **step.start(project)})
    if request.method == "POST" and form.is_valid():
        return take(desk, request, project, step, form)
    return page(desk, request, project, step, form)


def take(desk, request, project, step, form):
    fields = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    try:
        step.act(project, by=request.user, **fields)
    except Incomplete as error:
        return page(desk, request, project, step, form, refused=error.missing)
    except NotForYou as error:
        return errors.page(request, 403, str(error))
    except IllegalStep as error:
        return errors.conflict(request, str(error))
    messages.success(request, _("%(code)s is up to date.") % {"code": project.code})
    return HttpResponseRedirect(reverse("admin:projects_project_change", args=[project.code]))


def page(desk, request, project, step, form, refused=()):
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "project": project,
        "title": step.label,
        "form": form,
        "gaps": lacking(request, project, step, form) if step.name in CHECKED else (),
        "is_refused": bool(refused),
    }
    wrong = form.is_bound and (refused or not form.is_valid())
    return render(request, "admin/projects/project/step.html", context, status=422 if wrong else 200)


def lacking(request, project, step, form):
    """Of what would go out: the row, or the row with what waits beside it, with the days the form gives."""
    waits = Review.objects.visible_to(request.user).beside(project)
    draft = versions.with_values(project, waits.proposal) if waits else project
    given = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
    covered = {"expires_on"} if given.get("expires_on") else set()
    if step.name == "confirm":
        covered |= {"officer", "step:verify"} | ({"publishing_body_en"} if project.source_body else set())
    return [gap for gap in gaps(draft) if gap.line not in covered]


PAGES = {"step": ("<slug:code>/step/<slug:name>/", step_view)}
