from django.contrib import admin

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.projects.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(ReadingAdmin):
    list_display = [
        "name",
        "state",
        "rows",
        "created",
        "changed",
        "held",
        "unchanged",
        "mistakes",
        "by",
        "at",
    ]
    list_select_related = ["by"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")
