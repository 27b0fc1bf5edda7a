from django.contrib import admin
from django.utils.translation import gettext as _

from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.models import Exposure, Shown


@admin.register(Exposure)
class ExposureAdmin(ReadOnly):
    """What each month's report is made of."""

    list_display = ["month", "city", "listings", "slots", "lifted", "shown", "opened", "as_of"]
    list_display_links = None
    list_filter = ["month"]
    list_select_related = ["city"]

    def get_queryset(self, request):
        return Exposure.objects.visible_to(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Exposure by city"), **(extra_context or {})})


@admin.register(Shown)
class ShownAdmin(ReadOnly):
    list_display = ["day", "side", "mandate", "project", "rank", "model_version", "opened_at"]
    list_display_links = None
    list_filter = ["side", "model_version"]
    list_select_related = ["mandate", "project"]
    date_hierarchy = "day"

    def get_queryset(self, request):
        return Shown.objects.visible_to(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Shown matches"), **(extra_context or {})})
