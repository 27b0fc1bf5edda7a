"""One project that others have done: who, what, how much, when, and what was hard, as far as a source says it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.content.models import CaseStudy, Milestone
from investguangdong.projects.models import Project, TrackRecord

SHOWN = 4


@require_safe
def case_study(request: HttpRequest, slug: str) -> HttpResponse:
    """Every row of the track record has this page; a case study adds what an editor found in its sources."""
    user = request.user
    study = CaseStudy.objects.visible_to(user).select_related("city").filter(slug=slug).first()
    code = study.record if study else slug.upper()
    records = TrackRecord.objects.visible_to(user).select_related("city").prefetch_related("sectors")
    record = records.filter(source_id=code).first() if code else None
    if record is None and not (study and study.is_sample):
        raise Http404
    row = record or study
    sectors = list(row.sectors.all())
    open_now = Project.objects.listed().visible_to(user).filter(sectors__in=sectors).distinct()
    context = {
        "section": "sectors",
        "study": study,
        "record": record,
        "row": row,
        "sectors": sectors,
        "milestones": Milestone.objects.visible_to(user).filter(study=study) if study else [],
        "projects": open_now.with_card().order_by("-published_at", "-pk")[:SHOWN],
    }
    return render(request, "pages/case_study.html", context)
