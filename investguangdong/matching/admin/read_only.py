from django.contrib import admin


class ReadOnly(admin.ModelAdmin):
    """Rows that only actions write."""

    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
