"""The floor: a bare Django view that renders twenty cards and seventy check boxes from memory, in the template
language of the portal, without middleware, database or cache. Settings, addresses and application in one file."""

from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

SECRET_KEY = "floor"  # nothing is signed here
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks._floor"
USE_I18N = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "floor"],
        "OPTIONS": {"builtins": ["django.templatetags.i18n"]},
    }
]
CARDS = [
    {
        "code": f"GD-2026-{number:06d}",
        "title": f"Battery separator plant with its own substation, lot {number}",
        "summary": "Five hectares beside the port road, permits ready, seeks a partner for the second line.",
        "city": "Shenzhen",
        "sector": "New energy",
        "amount": f"CNY {number + 3}0 million",
        "stage": "Land ready",
        "checked": "12 May 2026",
        "modes": ["Joint venture", "Wholly foreign-owned"],
    }
    for number in range(20)
]
FACETS = [
    {"label": f"Filter {group}", "options": [(f"v{n}", f"Option {n}", 1000 - n) for n in range(14)]}
    for group in range(5)
]


def plain(request):
    return HttpResponse("ok\n", content_type="text/plain")


def page(request):
    return render(request, "page.html", {"cards": CARDS, "facets": FACETS, "total": 20})


urlpatterns = [path("healthz", plain), path("plain", plain), path("page", page)]
application = get_wsgi_application()
