"""The weights, of which one version serves."""

from django.contrib import admin

from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.models import ScoreModel


@admin.register(ScoreModel)
class ScoreModelAdmin(ReadOnly):
    list_display = ["version", "is_serving", "created_at", "note"]

    def get_queryset(self, request):
        return ScoreModel.objects.visible_to(request.user)

    def has_change_permission(self, request, obj=None):
        return False
