"""Filters and paging of the list of listings, made for a million of them."""

from datetime import timedelta
from functools import cached_property

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES, NAMES, column
from investguangdong.projects.models import LISTED, Review, ReviewState, Status
from investguangdong.projects.parity import stale_among, stale_ids

LAPSING = timedelta(days=14)


class WaitingFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("waiting", _("waits for a review")), ("returned", _("returned")), ("mine", _("asked by me"))]

    def queryset(self, request, queryset):
        rows = Review.objects.visible_to(request.user)
        found = {
            "waiting": rows.filter(state=ReviewState.ASKED),
            "returned": rows.filter(state=ReviewState.RETURNED),
            "mine": rows.filter(asked_by=request.user),
        }.get(self.value())
        return queryset if found is None else queryset.filter(pk__in=found.values("project"))


class FreshnessFilter(admin.SimpleListFilter):
    """By what the calendar does: the letters about dates lead here."""

    title = _("dates")
    parameter_name = "freshness"

    def lookups(self, request, model_admin):
        return [
            ("lapsing", _("off the lists within 14 days")),
            ("lapsed", _("off the lists: not confirmed")),
            ("past_closing", _("past the closing date")),
        ]

    def queryset(self, request, queryset):
        today = clock.today()
        span = (today, today + LAPSING)
        asked = {
            "lapsing": Q(status=Status.PUBLISHED, expires_on__range=span),
            "lapsed": Q(status__in=(Status.PUBLISHED, Status.PAUSED), expires_on__lt=today),
            "past_closing": Q(status__in=LISTED, closes_on__lt=today),
        }.get(self.value())
        return queryset.filter(asked) if asked else queryset


class OfficerFilter(admin.SimpleListFilter):
    title = _("officer")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", _("mine")), ("nobody", _("nobody's"))]

    def queryset(self, request, queryset):
        if self.value() == "1":
            return queryset.filter(Q(officer=request.user) | Q(deputy=request.user))
        return queryset.filter(officer=None) if self.value() == "nobody" else queryset


class LanguageFilter(admin.SimpleListFilter):
    title = _("languages")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        missing = _("no title: %(language)s")
        return [
            ("stale", _("source changed since")),
            *((code, missing % {"language": NAMES[code]}) for code in LANGUAGES),
        ]

    def queryset(self, request, queryset):
        if self.value() == "stale":
            return queryset.filter(pk__in=stale_ids())
        if self.value() not in LANGUAGES:
            return queryset
        name = column("title", self.value())
        return queryset.filter(Q(**{name: ""}) | Q(**{name: None}))


class DeskList(ChangeList):
    """The lines of one page with their open round and whether a text is stale: two queries, however many rows
    the list has."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = rows = list(self.result_list)
        keys = [row.pk for row in rows]
        rounds = {one.project_id: one for one in Review.objects.visible_to(request.user).open_among(keys)}
        stale = stale_among(keys)
        for row in rows:
            row.open_round, row.is_stale = rounds.get(row.pk), row.pk in stale


class CappedPaginator(Paginator):
    """Counts to 10,000 and then says "more than": an exact count of a million rows would cost more than the
    page, and nobody turns two hundred pages."""

    MOST = 10_000

    @cached_property
    def count(self) -> int:
        return min(self.counted, self.MOST)

    @cached_property
    def counted(self) -> int:
        return self.object_list.order_by().values("pk")[: self.MOST + 1].count()

    @property
    def is_capped(self) -> bool:
        return self.counted > self.MOST
