"""What stands beside the form: state and steps, readiness from the papers, what is missing, and what upper apps
have to say. Computed anew while somebody types, from what the form holds, without saving anything."""

from copy import copy

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from investguangdong.core.registry import project_panels
from investguangdong.projects import four_eyes, parity, readiness, steps, versions
from investguangdong.projects.actions import derive
from investguangdong.projects.admin.acts import listing_of
from investguangdong.projects.models import Evidence, Project, Review, ReviewComment, ReviewState
from investguangdong.projects.publishing import gaps, papers_of


def context(desk, request, code) -> dict:
    """For the page of a row; the page of a new listing starts with an empty one."""
    if code is None:
        blank = Project()
        blank.papers_at_hand = []
        return {"side": computed(request, derive(blank, sectors=(), papers=())), "languages": {}}
    project = desk.public_row(request, code) if desk.has_view_permission(request) else None
    if project is None:
        return {"languages": {}}
    beside = Review.objects.visible_to(request.user).beside(project)
    review = beside or Review.objects.visible_to(request.user).open_of(project)
    draft = versions.with_values(project, beside.proposal) if beside else project
    return {
        "project": project,
        "review": review,
        "steps": steps.possible(project, request.user, review) if can_work(desk, request, project) else (),
        "waits_for_another": bool(
            review
            and review.state == ReviewState.ASKED
            and four_eyes.objection_to_author(project, request.user, review)
        ),
        "must_fix": ReviewComment.objects.visible_to(request.user).filter(project=project).must_fix().count(),
        "differs": versions.differences(project, draft)[:12] if beside else (),
        "languages": parity.counts(parity.matrix(draft)),
        "latest": project.changes.select_related("by")[:6],
        "side": computed(request, derive(draft, sectors=project.sectors.all(), papers=papers_of(project))),
    }


def can_work(desk, request, project) -> bool:
    return desk.has_change_permission(request, project)


def computed(request, project: Project) -> dict:
    """What changes with every key: readiness, gaps, panels of upper apps."""
    papers = [readiness.Paper(one.kind, one.state, one.is_valid) for one in papers_of(project)]
    told = [(name, fn(project, request.user)) for name, fn in project_panels.items()]
    return {
        "readiness": project.readiness,
        "lines": readiness.lines(project.kind, papers) if project.kind else (),
        "gaps": gaps(project),
        "panels": [(f"admin/panels/{name}.html", panel) for name, panel in told if panel],
        "project": project,
    }


def live_view(desk, request, code=None):
    """The part beside the form for what it holds now. Nothing is saved."""
    project = listing_of(desk, request, code) if code else None
    may = desk.has_change_permission(request, project) if project else desk.has_add_permission(request)
    if request.method != "POST" or not may:
        raise PermissionDenied
    draft = typed(desk, request, project)
    return render(request, "admin/projects/project/live.html", {"side": computed(request, draft)})


def typed(desk, request, project: Project | None) -> Project:
    """The listing as the form has it, as far as it can be read."""
    form_class = desk.get_form(request, project, change=project is not None)
    form = form_class(request.POST, instance=copy(project) if project else Project())
    form.is_valid()
    draft = form.instance
    draft.papers_at_hand = typed_papers(desk, request, project)
    draft.policy_count = len(form.cleaned_data.get("policies") or ())
    sectors = form.cleaned_data.get("sectors") or ()
    return derive(draft, sectors=sectors, papers=draft.papers_at_hand)


def typed_papers(desk, request, project: Project | None) -> list[Evidence]:
    for formset_class, inline in desk.get_formsets_with_inlines(request, project):
        if formset_class.model is Evidence:
            rows = inline.get_queryset(request)
            formset = formset_class(
                request.POST,
                instance=project or Project(),
                prefix=formset_class.get_default_prefix(),
                queryset=rows,
            )
            return [form.instance for form in formset.forms if is_paper(form)]
    return []


def is_paper(form) -> bool:
    return form.is_valid() and bool(form.cleaned_data.get("kind")) and not form.cleaned_data.get("DELETE")


PAGES = {
    "live": ("<slug:code>/live/", live_view),
    "live_new": ("live/", live_view),
}
