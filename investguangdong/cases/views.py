"""Asking, and the page of a case. What a signed link opens is never cached, indexed or told to other sites."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from investguangdong.cases import access, links
from investguangdong.cases.actions import IllegalStep, ask, ask_again, confirm_case
from investguangdong.cases.desks import promise_from_now, who_answers
from investguangdong.cases.forms import AskForm, FollowUpForm
from investguangdong.cases.journey import move_of, steps
from investguangdong.cases.limits import TooMany, count_question
from investguangdong.cases.models import Case
from investguangdong.core import clock, errors, languages, submissions
from investguangdong.places.models import City
from investguangdong.projects.comparison import MOST
from investguangdong.projects.models import Project

TOO_MANY = gettext_lazy(
    "You have sent many questions within the hour. Wait a little, or write to the officer directly."
)


def private(view):
    """Keeps the address of the page, which may hold a token, and the page itself out of other hands."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return wrapped


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask_about(request, code):
    rows = Project.objects.visible_to(request.user).with_detail()
    project = get_object_or_404(rows, code=code)
    if not project.is_listed:
        return errors.conflict(request, _("This project is not open any more. Ask us in general instead."))
    return _asked(request, project=project)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask_general(request):
    """`?city=` leads to the desk of a city, otherwise to the province; `?p=` names up to four projects, and
    where all lie in one city its desk answers."""
    about = _named(request)
    city = City.objects.in_guangdong().filter(slug=request.GET.get("city", "")[:80]).first()
    shared = {None if project.is_unconfirmed else project.city for project in about}
    return _asked(request, city=shared.pop() if len(shared) == 1 else city, about=about)


def _named(request) -> list[Project]:
    """The open listings of the address, in its order."""
    codes = request.GET.getlist("p")[:MOST]
    rows = (
        Project.objects.listed().visible_to(request.user).filter(code__in=codes).with_card() if codes else ()
    )
    return sorted(rows, key=lambda project: codes.index(project.code))


def _with_references(question: str, about: list[Project]) -> str:
    """The officer reads first which listings are meant."""
    return "\n\n".join([", ".join(project.code for project in about), question]) if about else question


@private
@require_GET
def received(request, number):
    case = access.sent_by(request, number)
    return render(request, "cases/received.html", {"case": case, "zone": zone_of(request.user)})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Mail programs open links by themselves, so opening shows a button and only the button confirms."""
    try:
        case = _case_of(token, links.CONFIRM)
    except links.LinkExpired:
        return _link_is_old(request)
    if request.method == "POST":
        case = confirm_case(case)
        access.remember_link(request, case)
        return redirect(case)
    return render(request, "cases/confirm.html", {"case": case})


@private
@require_GET
def open_link(request, number, token):
    """Trades the token for the session, so that it stands in no address bar, log or referrer afterwards."""
    try:
        case = _case_of(token, links.OPEN)
    except links.LinkExpired:
        return _link_is_old(request)
    if case.number != number:
        raise Http404
    access.remember_link(request, case)
    return redirect(case)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request, number):
    case = access.case_for(request, number)
    may_ask = case.can_be_asked_by(request.user) or access.came_by_link(request, case)
    form = FollowUpForm(request.POST or None, initial={"submission_key": submissions.new_key()})
    if request.method == "POST":
        if not may_ask:
            return errors.forbidden(request)
        if form.is_valid():
            return _asked_again(request, case, form)
    status = 422 if form.is_bound else 200
    return render(request, "cases/case.html", _page_of(request, case, form, may_ask), status=status)


def _asked(request, *, project=None, city=None, about=()):
    form = AskForm(request.POST or None, initial=_known(request.user))
    if request.method == "POST" and form.is_valid():
        question = _with_references(form.cleaned_data["question"], about)
        try:
            case = _opened(request, {**form.cleaned_data, "question": question}, project, city)
        except TooMany as error:
            return errors.page(request, 429, TOO_MANY, retry_after=error.retry_after)
        except submissions.OtherSubmission:
            form.add_error(
                None, _("This form was sent before with other words. Load the page and send it anew.")
            )
        else:
            access.remember_sent(request, case)
            return redirect("cases:received", case.number)
    answerer = who_answers(project, city)
    context = {
        "form": form,
        "project": project,
        "about": about,
        "city": answerer.city,
        "officer": answerer.officer,
        "promise": promise_from_now(),
        "zone": zone_of(request.user),
    }
    return render(request, "cases/ask.html", context, status=422 if form.is_bound else 200)


def _opened(request, data, project, city) -> Case:
    if not request.user.is_staff:
        count_question(email=data["email"], machine=request.META.get("REMOTE_ADDR", ""))
    return ask(
        data,
        by=request.user if request.user.is_authenticated else None,
        actor=submissions.actor_key(request),
        key=data["submission_key"],
        fingerprint=submissions.fingerprint({**data, "project": project, "city": city}),
        project=project,
        city=city,
    )


def _asked_again(request, case, form):
    by = request.user if request.user.is_authenticated else None
    text, key = form.cleaned_data["question"], form.cleaned_data["submission_key"]
    actor, print_ = (
        submissions.actor_key(request),
        submissions.fingerprint({"case": case.number, "text": text}),
    )
    try:
        count_question(email=case.contact_email, machine=request.META.get("REMOTE_ADDR", ""))
        with transaction.atomic():
            if submissions.once(actor, key, print_) is None:
                ask_again(case, by=by, text=text)
                submissions.settle(actor, key, case.number)
    except TooMany as error:
        return errors.page(request, 429, TOO_MANY, retry_after=error.retry_after)
    except (IllegalStep, submissions.OtherSubmission) as error:
        return errors.conflict(request, str(error))
    return redirect(case)


def _page_of(request, case: Case, form, may_ask: bool) -> dict:
    entries = list(case.entries.public().select_related("by").order_by("at", "pk"))
    return {
        "case": case,
        "form": form,
        "entries": entries,
        "questions": list(case.questions.all()),
        "promises": list(case.promises.all()),
        "steps": steps(case.stage, case.received_at, case.moves.all()),
        "move": move_of(case),
        "zone": zone_of(request.user),
        "can_ask": may_ask and case.is_confirmed and not case.is_closed,
        "can_work": case.can_be_worked_by(request.user),
        "by_link": not request.user.is_authenticated,
    }


def _known(user) -> dict:
    known = {"submission_key": submissions.new_key(), "language": languages.current()}
    if user.is_authenticated:
        known |= {"name": user.name, "email": user.email}
    return known


def _case_of(token: str, purpose: str) -> Case:
    read = links.read_token(token, purpose)
    if read is None:
        raise Http404
    case = get_object_or_404(Case.objects.select_related("project", "city", "owner"), number=read[0])
    if not access.is_open_to(case, token, purpose):
        raise Http404
    return case


def _link_is_old(request):
    return render(request, "cases/link_is_old.html", status=410)


def zone_of(user) -> str | None:
    """The reader's zone where its clock differs from Guangdong's now; UTC for people we do not know."""
    name = user.time_zone if user.is_authenticated else "UTC"
    here = clock.now().astimezone(clock.BUSINESS_ZONE).utcoffset()
    return name if clock.now().astimezone(ZoneInfo(name)).utcoffset() != here else None
