from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investguangdong.services.forms import ServiceFilter
from investguangdong.services.models import Service


@require_safe
def service_list(request: HttpRequest) -> HttpResponse:
    form = ServiceFilter(request.GET)
    services = list(form.apply(Service.objects.visible_to(request.user)))
    fields = [(field.label, [row for row in services if row.field == field]) for field in Service.Field]
    shown = [pair for pair in fields if pair[1]]
    context = {"form": form, "fields": shown, "total": len(services), "section": "services"}
    return render(request, "services/service_list.html", context)


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    service = get_object_or_404(Service.objects.visible_to(request.user), slug=slug)
    return render(request, "services/service.html", {"service": service, "section": "services"})
