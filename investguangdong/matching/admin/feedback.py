from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.models import Feedback


@admin.register(Feedback)
class FeedbackAdmin(ReadOnly):
    """Every answer, and above them how often each reason was given."""

    list_display = ["at", "side", "action", "reason", "project", "score", "model_version"]
    list_display_links = None
    list_filter = ["side", "action", "reason", "model_version"]
    list_select_related = ["match__project"]
    date_hierarchy = "at"
    fields = ["side", "action", "reason", "note", "score", "model_version", "at"]
    change_list_template = "admin/matching/feedback/change_list.html"

    def get_queryset(self, request):
        return Feedback.objects.visible_to(request.user).select_related("match__project")

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("project"), ordering="match__project__code")
    def project(self, answer):
        return answer.match.project.code

    def changelist_view(self, request, extra_context=None):
        tallies = Feedback.objects.visible_to(request.user).tallies()
        return super().changelist_view(
            request, {"title": _("Feedback"), "tallies": tallies, **(extra_context or {})}
        )
