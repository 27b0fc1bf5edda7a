from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.choices import Reason
from investguangdong.matching.models import Feedback
from investguangdong.matching.tallies import FLOOR, by_listing, tally
from investguangdong.projects.models import Project
from investguangdong.projects.spreadsheet import csv_response

COLUMNS = ["listing", "city", "reason_code", "reason", "organisations"]


@admin.register(Feedback)
class FeedbackAdmin(ReadOnly):
    """Every answer the officer may read, and above them why investors turn the listings of her cities down."""

    list_display = ["at", "side", "action", "reason", "project", "score", "model_version"]
    list_display_links = None
    list_filter = ["side", "action", "reason", "model_version"]
    list_select_related = ["match__project"]
    date_hierarchy = "at"
    fields = ["side", "action", "reason", "score", "model_version", "at"]
    change_list_template = "admin/matching/feedback/change_list.html"

    def get_queryset(self, request):
        return Feedback.objects.visible_to(request.user).meant().select_related("match__project")

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        table = self.admin_site.admin_view(self.csv_view)
        return [path("reasons.csv", table, name="matching_feedback_csv"), *super().get_urls()]

    @admin.display(description=gettext_lazy("project"), ordering="match__project__code")
    def project(self, answer):
        return answer.match.project.code

    def changelist_view(self, request, extra_context=None):
        context = {"title": _("Feedback"), "tally": tally(listings_of(request.user)), "floor": FLOOR}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def csv_view(self, request):
        """One line a listing and reason, the count empty below the floor; each export is noted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = by_listing(listings_of(request.user))
        rows = [(code, city, why, Reason(why).label, count) for code, city, why, count in found if count]
        record("feedback.export", request.user, by=request.user, changes={"rows": len(rows)})
        return csv_response(f"reasons-{clock.today():%Y-%m-%d}.csv", COLUMNS, rows)


def listings_of(user):
    return Project.objects.visible_to(user).on_desk_of(user)
