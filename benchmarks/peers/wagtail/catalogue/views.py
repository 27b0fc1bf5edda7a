from django.core.paginator import Paginator
from django.shortcuts import render

from catalogue.models import SHOWN, ProjectPage


def search(request):
    """The first page of what Wagtail's own search finds."""
    text = request.GET.get("query", "")
    found = ProjectPage.objects.live().search(text)
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    return render(request, "catalogue/search.html", {"query": text, "projects": page})
