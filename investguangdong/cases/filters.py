"""Filters of the case list that a field alone does not give."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock


def end_of_today():
    tomorrow = clock.now().astimezone(clock.BUSINESS_ZONE) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


class ClockFilter(admin.SimpleListFilter):
    title = _("clock")
    parameter_name = "clock"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("waiting for an answer")),
            ("overdue", _("overdue")),
            ("today", _("due today")),
            ("investor", _("the investor's move")),
            ("answered", _("answered")),
            ("unconfirmed", _("address not confirmed")),
        ]

    def queryset(self, request, queryset):
        chosen = {
            "waiting": queryset.waiting_for_answer,
            "overdue": queryset.overdue,
            "today": lambda: queryset.waiting_for_answer().filter(
                due_at__gte=clock.now(), due_at__lt=end_of_today()
            ),
            "investor": lambda: queryset.open_now().filter(waiting_since__isnull=False),
            "answered": lambda: queryset.filter(full_answer_at__isnull=False),
            "unconfirmed": lambda: queryset.filter(confirmed_at=None),
        }.get(self.value())
        return chosen() if chosen else queryset


class MineFilter(admin.SimpleListFilter):
    title = _("officer")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", _("mine")), ("nobody", _("nobody's"))]

    def queryset(self, request, queryset):
        if self.value() == "1":
            return queryset.filter(Q(owner=request.user) | Q(deputy=request.user))
        return queryset.filter(owner=None) if self.value() == "nobody" else queryset
