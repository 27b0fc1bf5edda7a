"""Was this page useful, is something wrong? A page of its own that works without cookies and scripts. It knows
which city a page is about, so that the right desk sees the remark. No machine's address is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from investguangdong.content.actions.feedback import give_feedback
from investguangdong.content.forms import FeedbackForm
from investguangdong.core import errors, languages, submissions
from investguangdong.core.addresses import may_be_found
from investguangdong.core.limits import TooMany, count
from investguangdong.places.models import City, Zone
from investguangdong.projects.models import Project

HOUR, A_MACHINE = 3600, 20
TOO_MANY = _("You have sent many remarks within the hour. Wait a little.")
ANSWERS = {"yes": "yes", "no": "no"}


@never_cache
@csrf_exempt  # works without a cookie; the signed time in the form stands in
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """`?page=` the address the remark is about, `?useful=yes|no` what was pressed there."""
    if request.method != "POST":
        page = own_address(request.GET.get("page", ""))
        form = FeedbackForm.fresh(page=page, useful=ANSWERS.get(request.GET.get("useful", "")))
        return render(request, "pages/feedback.html", {"form": form, "page": page})
    form = FeedbackForm(request.POST)
    page = own_address(request.POST.get("page", ""))
    if form.is_from_a_machine:
        return redirect("pages:feedback_thanks")
    try:
        count("content.feedback", request.META.get("REMOTE_ADDR", ""), most=A_MACHINE, window=HOUR)
        if form.is_valid() and _given(request, form, page):
            return redirect("pages:feedback_thanks")
    except TooMany as error:
        return errors.page(request, 429, TOO_MANY, retry_after=error.retry_after)
    return render(request, "pages/feedback.html", {"form": form, "page": page}, status=422)


@require_safe
def feedback_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/feedback_thanks.html")


def _given(request: HttpRequest, form: FeedbackForm, page: str) -> bool:
    told = {**form.told, "address": page, "language": languages.current()}
    try:
        give_feedback(
            told,
            actor="anonymous",
            key=form.cleaned_data["submission_key"],
            fingerprint=submissions.fingerprint(told),
            city=city_of(page, request.user),
        )
    except submissions.OtherSubmission:
        form.add_error(None, _("This form was sent before with other words. Load the page and send it anew."))
        return False
    return True


def own_address(text: str) -> str:
    """The path of one of our public pages, without its query, which may hold what somebody searched for; the
    home page for anything else."""
    path = text.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0][:300]
    return path if match_of(path) else reverse("pages:home")


def match_of(path: str):
    try:
        found = resolve(path)
    except (Resolver404, UnicodeError):
        return None
    return found if may_be_found(path) else None


def city_of(path: str, user) -> City | None:
    """The city a page is about: its own, its zone's or its project's."""
    found = match_of(path)
    name, keys = (found.view_name, found.kwargs) if found else ("", {})
    if name == "pages:city":
        return City.objects.visible_to(user).filter(slug=keys["slug"]).first()
    if name == "pages:zone":
        zone = Zone.objects.visible_to(user).filter(slug=keys["slug"]).select_related("city").first()
        return zone.city if zone else None
    if name.startswith("projects:") and "code" in keys:
        project = Project.objects.visible_to(user).filter(code=keys["code"]).select_related("city").first()
        return project.city if project else None
    return None
