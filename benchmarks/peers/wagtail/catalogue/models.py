"""Listings as pages of Wagtail: an index page with twenty children a page, each with its facts."""

from django.core.paginator import Paginator
from django.db import models
from wagtail.models import Page
from wagtail.search import index

SHOWN = 20


class Place(models.Model):
    name = models.CharField(max_length=80)


class Sector(models.Model):
    name = models.CharField(max_length=80)


class ProjectIndex(Page):
    def get_context(self, request, *args, **kwargs):
        children = ProjectPage.objects.child_of(self).live().order_by("-first_published_at")
        page = Paginator(children.select_related("place", "sector"), SHOWN).get_page(request.GET.get("page"))
        places, sectors = Place.objects.all(), Sector.objects.all()
        return super().get_context(request, *args, **kwargs) | {
            "projects": page,
            "places": places,
            "sectors": sectors,
        }


class ProjectPage(Page):
    summary = models.TextField(blank=True)
    summary_zh = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    stage = models.CharField(max_length=20, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True)

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("summary_zh")]
