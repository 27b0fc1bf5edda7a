"""Reference data in the back office. Rows are switched off, never deleted; every edit is audited, and a
Traditional text that a person has saved counts as reviewed from then on."""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.actions import queue_change, source_hash
from investguangdong.core.models import TranslationState
from investguangdong.places.forms import PolicyFilter, in_window
from investguangdong.places.models import (
    CalendarDay,
    City,
    Cluster,
    Division,
    ExchangeRate,
    Figure,
    Hall,
    Policy,
    Port,
    Procedure,
    Sector,
    Zone,
)


def told(value) -> str | None:
    return None if value is None else str(value)


class AuditedAdmin(admin.ModelAdmin):
    """Saving writes what changed to the audit and to the change queue, in one transaction."""

    def has_delete_permission(self, request, obj=None):
        return False

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        before = {name: form.initial.get(name) for name in form.changed_data}
        super().save_model(request, obj, form, change)
        after = {name: form.cleaned_data[name] for name in form.changed_data}
        changes = {name: (told(before[name]), told(after[name])) for name in after}
        record("reference.edited" if change else "reference.added", obj, by=request.user, changes=changes)
        for name, (old, new) in changes.items():
            queue_change(obj, name, old, new)
        mark_reviewed(obj, form.changed_data, by=request.user)


def mark_reviewed(obj, changed: list[str], *, by) -> None:
    """A person has set these Traditional texts: the loader leaves them alone from now on."""
    suffix = "_zh_hant"
    for name in (name.removesuffix(suffix) for name in changed if name.endswith(suffix)):
        TranslationState.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(obj),
            object_id=str(obj.pk),
            field=name,
            language="zh-hant",
            defaults={
                "state": TranslationState.State.REVIEWED,
                "source_hash": source_hash(getattr(obj, f"{name}_zh_hans") or ""),
                "reviewed_by": by,
                "reviewed_at": clock.now(),
            },
        )


class SwitchedOff(admin.SimpleListFilter):
    title = _("switched off")
    parameter_name = "off"

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(disabled_on__isnull=self.value() == "no")


PROVENANCE = ("as_of", "confidence", "source_url", "note", "position", "disabled_on")


class FactAdmin(AuditedAdmin):
    """What every reference row shares in its list: how sure it is and whether it is shown."""

    def get_queryset(self, request):
        return self.model.objects.maintained_by(request.user)

    def get_fieldsets(self, request, obj=None):
        """What a row is comes first, where it comes from in a part of its own."""
        names = flatten_fieldsets(super().get_fieldsets(request, obj))
        shared = [name for name in PROVENANCE if name in names]
        own = [name for name in names if name not in shared]
        return [(None, {"fields": own}), (_("source"), {"fields": shared})]

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), "confidence", SwitchedOff]


class ReferenceAdmin(FactAdmin, TranslationAdmin):
    """A reference row with text in four languages, a field a language."""


@admin.register(City)
class CityAdmin(ReferenceAdmin):
    list_display = ["name", "name_zh_hans", "code", "region", "in_bay_area", "population", "population_year"]
    list_filter = ["region", "in_bay_area"]
    search_fields = ["name_en", "name_zh_hans", "code"]


@admin.register(Zone)
class ZoneAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "city", "area_km2", "confidence", "as_of"]
    list_filter = ["kind", "city"]
    list_select_related = ["city"]
    search_fields = ["name_en", "name_zh_hans", "slug"]
    autocomplete_fields = ["city"]


@admin.register(Cluster)
class ClusterAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "goal_year", "confidence", "as_of"]
    list_filter = ["kind"]
    search_fields = ["name_en", "name_zh_hans", "slug"]
    autocomplete_fields = ["cities"]


@admin.register(Sector)
class SectorAdmin(ReferenceAdmin):
    list_display = ["name", "slug", "isic4"]
    search_fields = ["name_en", "name_zh_hans", "slug"]
    autocomplete_fields = ["divisions", "clusters"]


@admin.register(Division)
class DivisionAdmin(ReferenceAdmin):
    list_display = ["code", "name", "level", "parent", "isic4"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["code", "name_en", "name_zh_hans"]
    autocomplete_fields = ["parent"]


@admin.register(Port)
class PortAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "city", "counterpart", "opening_hours", "position_is_exact"]
    list_filter = ["kind", "city"]
    list_select_related = ["city"]
    search_fields = ["name_en", "name_zh_hans"]
    autocomplete_fields = ["city"]


@admin.register(Hall)
class HallAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "city", "address", "opening_hours"]
    list_filter = ["kind", "city"]
    list_select_related = ["city"]
    search_fields = ["name_en", "name_zh_hans"]
    autocomplete_fields = ["city"]


class Window(admin.SimpleListFilter):
    title = _("window")
    parameter_name = "window"

    def lookups(self, request, model_admin):
        return PolicyFilter.WINDOWS

    def queryset(self, request, queryset):
        return in_window(queryset, self.value() or "")


@admin.register(Policy)
class PolicyAdmin(ReferenceAdmin):
    list_display = ["title", "kind", "scope", "issuing_body", "state", "valid_from", "valid_to"]
    list_filter = [Window, "state", "kind", "scope"]
    search_fields = ["title_en", "title_zh_hans", "issuing_body"]
    date_hierarchy = "valid_to"
    autocomplete_fields = ["cities", "zones", "sectors"]


@admin.register(Procedure)
class ProcedureAdmin(ReferenceAdmin):
    list_display = ["track", "number", "name", "office", "confidence", "as_of"]
    list_display_links = ["name"]
    list_filter = ["track"]
    search_fields = ["name_en", "name_zh_hans", "office_en"]


@admin.register(Figure)
class FigureAdmin(ReferenceAdmin):
    list_display = [
        "place_code",
        "city",
        "indicator",
        "value",
        "value_text",
        "unit",
        "year_or_date",
        "source_body",
    ]
    list_display_links = ["indicator"]
    list_filter = ["city", "year"]
    list_select_related = ["city"]
    search_fields = ["indicator", "source_title", "source_body"]
    autocomplete_fields = ["city"]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(AuditedAdmin):
    list_display = ["on", "currency", "rate", "source_body"]
    list_filter = ["currency"]
    date_hierarchy = "on"

    def get_queryset(self, request):
        return ExchangeRate.objects.visible_to(request.user)


@admin.register(CalendarDay)
class CalendarDayAdmin(AuditedAdmin):
    list_display = ["day", "is_working", "reason"]
    date_hierarchy = "day"

    def get_queryset(self, request):
        return CalendarDay.objects.visible_to(request.user)
