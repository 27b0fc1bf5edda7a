from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.events.forms import EventFilter
from investguangdong.events.models import Event
from investguangdong.places.models import City


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """To come, then those that return by a rule, then what is past, newest first."""
    every = Event.objects.visible_to(request.user).select_related("city")
    cities = City.objects.visible_to(request.user).filter(events__in=every).distinct()
    form = EventFilter(request.GET, cities=cities)
    events, today = form.apply(every), clock.today()
    context = {
        "section": "events",
        "form": form,
        "upcoming": list(events.upcoming(today).order_by("starts_on")),
        "recurring": list(events.recurring()),
        "past": list(events.past(today).order_by("-starts_on")),
    }
    context["total"] = sum(len(context[part]) for part in ("upcoming", "recurring", "past"))
    return render(request, "events/event_list.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("city"), slug=slug)
    is_over = event.ends_on is not None and event.ends_on < clock.today()
    return render(request, "events/event.html", {"event": event, "is_over": is_over, "section": "events"})
