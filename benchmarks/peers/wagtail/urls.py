from catalogue.views import search
from django.http import HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls


def alive(request):
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [path("healthz", alive), path("search/", search), path("", include(wagtail_urls))]
