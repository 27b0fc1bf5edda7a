from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from investguangdong.projects.models import Project
from investguangdong.reports import actions, exposure, social
from investguangdong.reports.definitions import BROCHURE, DEFINITIONS, EXPOSURE, EXPOSURE_TABLE
from investguangdong.reports.models import ReportRun

SECONDS_BETWEEN_LOOKS = 2
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_http_methods(["GET", "HEAD", "POST"])
def brochure(request, code):
    """GET gives the finished PDF of today's data, or the page that offers to build it; POST asks for it."""
    project = get_object_or_404(Project.objects.visible_to(request.user).with_detail(), code=code)
    language = get_language()
    if request.method == "POST":
        run = actions.ask_for(BROCHURE, about=project, language=language, by=request.user)
        return redirect("reports:run", code=run.code)
    finished = actions.finished_public_run(BROCHURE, about=project, language=language)
    if finished:
        return _file(finished, as_attachment=False)
    return render(request, "reports/brochure.html", {"project": project})


@require_safe
def project_picture(request, code):
    """For other sites, so only of what anybody may see."""
    visible = Project.objects.visible_to(AnonymousUser()).select_related("city", "primary_sector")
    project = get_object_or_404(visible, code=code)
    response = HttpResponse(social.picture(project, get_language()), content_type="image/png")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def exposure_by_city(request, code=""):
    """GET shows a month, the latest without one; POST asks for it as a PDF or, with `kind=xlsx`, a spreadsheet."""
    code = code or exposure.latest_code()
    month = exposure.find(code, request.user)
    if month is None:
        raise Http404
    language = get_language()
    if request.method == "POST":
        definition = EXPOSURE_TABLE if request.POST.get("kind") == "xlsx" else EXPOSURE
        asked = actions.ask_for(definition, about=month, language=language, by=request.user)
        return redirect("reports:run", code=asked.code)
    context = {"report": exposure.collect(month, language), "months": exposure.codes()}
    return render(request, "reports/exposure.html", context)


@require_safe
def run(request, code):
    report = _visible_run(request, code)
    definition = DEFINITIONS[report.definition]
    about = definition.find(report.about_code, request.user)
    is_waiting = not (report.is_done or report.is_failed)
    context = {"report": report, "about": about, "is_waiting": is_waiting, "label": definition.label}
    response = render(request, definition.page, context)
    if is_waiting:
        response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def download(request, code):
    report = _visible_run(request, code)
    if not report.is_done:
        return redirect("reports:run", code=report.code)
    return _file(report, as_attachment=True)


def _visible_run(request, code) -> ReportRun:
    """The run, if this person may see it and still may see what it is about."""
    report = get_object_or_404(ReportRun.objects.visible_to(request.user), code=code)
    if DEFINITIONS[report.definition].find(report.about_code, request.user) is None:
        raise Http404
    return report


def _file(report: ReportRun, *, as_attachment: bool) -> FileResponse:
    response = FileResponse(
        report.file.open("rb"),
        as_attachment=as_attachment,
        filename=report.file_name,
        content_type=CONTENT_TYPES[report.suffix],
    )
    response["Cache-Control"] = "private, no-store"
    return response
