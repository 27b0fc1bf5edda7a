"""Updates, answers and contacts: what is read."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investguangdong.content.feeds import as_atom
from investguangdong.content.forms import ZONES, ContactFilter, QuestionFilter, UpdateFilter
from investguangdong.content.hours import hours_in, is_open
from investguangdong.content.models import Contact, Question, Update
from investguangdong.core import clock
from investguangdong.core.paging import page_of
from investguangdong.places.calendar import guangdong

COMMON_ZONES = ("Asia/Hong_Kong", "Europe/Lisbon", "Europe/Berlin", "America/New_York")


@require_safe
def update_list(request: HttpRequest) -> HttpResponse:
    """The last thirty months; `?archive=1` shows what is older."""
    every, today = Update.objects.visible_to(request.user), clock.today()
    is_archive = request.GET.get("archive") == "1"
    form = UpdateFilter(request.GET)
    rows = form.apply(every.archived(today) if is_archive else every.current(today)).distinct()
    page = page_of(rows.prefetch_related("sectors", "cities"), request.GET.get("page"), size=20)
    context = {
        "form": form,
        "page": page,
        "total": page.paginator.count,
        "is_archive": is_archive,
        "has_archive": is_archive or every.archived(today).exists(),
    }
    return render(request, "content/update_list.html", context)


@require_safe
def updates_atom(request: HttpRequest) -> HttpResponse:
    """`?sector=` and `?city=` as in the list; the last thirty months."""
    every = Update.objects.visible_to(AnonymousUser()).current(clock.today())
    address = settings.SITE_URL + request.get_full_path()
    written = as_atom(UpdateFilter(request.GET).apply(every).distinct(), address)
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")


@require_safe
def update(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Update.objects.visible_to(request.user).prefetch_related("sectors", "cities")
    row = get_object_or_404(rows, slug=slug)
    return render(
        request, "content/update.html", {"update": row, "is_archived": row.is_archived(clock.today())}
    )


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    form = QuestionFilter(request.GET)
    rows = list(form.apply(Question.objects.visible_to(request.user)))
    topics = [(topic, [row for row in rows if row.topic == topic]) for topic in Question.Topic]
    context = {"form": form, "topics": [pair for pair in topics if pair[1]], "total": len(rows)}
    return render(request, "content/faq.html", context)


@require_safe
def question(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Question.objects.visible_to(request.user), slug=slug)
    others = Question.objects.visible_to(request.user).filter(topic=row.topic).exclude(pk=row.pk)
    return render(request, "content/question.html", {"question": row, "others": others})


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    form = ContactFilter(request.GET)
    rows = Contact.objects.visible_to(request.user).select_related(
        "city", "officer__officer_profile", "deputy__officer_profile"
    )
    found = list(form.apply(rows.answering()).prefetch_related("sectors"))
    zones = _zones(form.chosen().get("zone", ""))
    works, _provisional = guangdong().is_working(clock.today())
    context = {
        "form": form,
        "rows": [card(contact, zones, is_working=works) for contact in found],
        "total": len(found),
    }
    return render(request, "content/contacts.html", context)


def _zones(chosen: str) -> list[tuple[str, str]]:
    return [(zone, label) for zone, label in ZONES if (zone == chosen if chosen else zone in COMMON_ZONES)]


def card(contact: Contact, zones, *, is_working: bool) -> dict:
    """A desk with who stands for it today and its hours on the visitor's clocks."""
    today = clock.today()
    return {
        "contact": contact,
        "is_away": contact.is_away(today),
        "officer": contact.named_officer,
        "deputy": contact.named_deputy,
        "is_open": is_open(clock.now(), contact.opens, contact.closes, is_working=is_working),
        "hours": [(label, hours_in(zone, contact.opens, contact.closes, today)) for zone, label in zones],
    }
