"""Filters of the matching desk that a field alone does not give."""

from datetime import timedelta

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.matching.fit import BANDS

BAND_LABELS = {
    "very_strong": _("75 and more"),
    "strong": _("60 to 74"),
    "possible": _("45 to 59"),
    "weak": _("below 45"),
}
AGES = {"week": _("up to a week"), "month": _("up to a month"), "older": _("more than a month")}


class TurnFilter(admin.SimpleListFilter):
    title = _("who has to answer")
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [
            ("us", _("we do: an investor is interested")),
            ("overdue", _("we do, and are late")),
            ("them", _("the investor does")),
            ("untouched", _("nobody has acted, and it is strong")),
            ("introduced", _("nobody: introduced")),
        ]

    def queryset(self, request, queryset):
        chosen = {
            "us": queryset.waiting_for_project,
            "overdue": queryset.overdue,
            "them": queryset.waiting_for_investor,
            "untouched": queryset.strong_and_untouched,
            "introduced": queryset.introduced,
        }.get(self.value())
        return chosen() if chosen else queryset


class BandFilter(admin.SimpleListFilter):
    title = _("score")
    parameter_name = "band"

    def lookups(self, request, model_admin):
        return list(BAND_LABELS.items())

    def queryset(self, request, queryset):
        if self.value() not in BAND_LABELS:
            return queryset
        bounds = dict(BANDS)
        names = list(BAND_LABELS)
        place = names.index(self.value())
        floor, ceiling = bounds.get(self.value(), 0), bounds.get(names[place - 1]) if place else None
        rows = queryset.filter(score__gte=floor)
        return rows.filter(score__lt=ceiling) if ceiling else rows


class AgeFilter(admin.SimpleListFilter):
    """Since the last answer of either side, or since the pair was scored."""

    title = _("age")
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return list(AGES.items())

    def queryset(self, request, queryset):
        now = clock.now()
        week, month = now - timedelta(days=7), now - timedelta(days=30)
        span = {"week": {"since__gte": week}, "month": {"since__gte": month}, "older": {"since__lt": month}}
        if self.value() not in span:
            return queryset
        return queryset.with_since().filter(**span[self.value()])
