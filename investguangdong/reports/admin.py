from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from investguangdong.reports import actions
from investguangdong.reports.models import ReportRun


@admin.register(ReportRun)
class ReportRunAdmin(admin.ModelAdmin):
    list_display = [
        "about_code",
        "definition",
        "language",
        "state",
        "progress",
        "asked_by",
        "asked_at",
        "size",
    ]
    list_filter = ["state", "definition", "language"]
    search_fields = ["code", "about_code"]
    list_select_related = ["asked_by"]
    actions = ["retry_failed"]
    date_hierarchy = "asked_at"

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_retry_permission(self, request):
        return request.user.has_perm("reports.change_reportrun")

    @admin.action(description=_("Build the failed reports again"), permissions=["retry"])
    def retry_failed(self, request, queryset):
        count = sum(actions.retry(run, by=request.user) for run in queryset)
        messages.success(
            request,
            ngettext("%(n)d report waits to be built.", "%(n)d reports wait to be built.", count)
            % {"n": count},
        )
