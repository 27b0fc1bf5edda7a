"""What every desk of the back office has in common: only rows the officer may see, and no way round that."""

from django.contrib import admin


class ScopedAdmin(admin.ModelAdmin):
    """Rows, choices and autocompletes come from `visible_to`. A model without it cannot be registered here."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request):
        rows = self.model.objects.visible_to(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs = {**choices(db_field, request), **kwargs}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs = {**choices(db_field, request), **kwargs}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def choices(db_field, request) -> dict:
    """Nothing where the model knows no `visible_to`: Django's own groups and permissions."""
    manager = db_field.remote_field.model._default_manager
    return {"queryset": manager.visible_to(request.user)} if hasattr(manager, "visible_to") else {}


class ReadingAdmin(ScopedAdmin):
    """Seen here, changed elsewhere: by the people themselves or on action pages."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadingInline(admin.TabularInline):
    extra = 0
    can_delete = False
    show_change_link = False

    def get_queryset(self, request):
        return self.model.objects.visible_to(request.user)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
