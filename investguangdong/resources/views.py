from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investguangdong.places.models import City
from investguangdong.resources.forms import FacilityFilter
from investguangdong.resources.models import Facility


@require_safe
def facility_list(request: HttpRequest) -> HttpResponse:
    every = Facility.objects.visible_to(request.user).select_related("city")
    cities = City.objects.visible_to(request.user).filter(facilities__in=every).distinct()
    form = FacilityFilter(request.GET, cities=cities)
    facilities = list(form.apply(every))
    return render(
        request,
        "resources/facility_list.html",
        {"form": form, "facilities": facilities, "total": len(facilities)},
    )


@require_safe
def facility(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Facility.objects.visible_to(request.user).select_related("city")
    return render(request, "resources/facility.html", {"facility": get_object_or_404(rows, slug=slug)})
