"""Rows that only the acts of the desk write."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.core.admin import ReadOnlyAdmin
from investguangdong.core.languages import best
from investguangdong.projects.actions import record_realised
from investguangdong.projects.models import ProjectChange, Publication, Review, ReviewComment, TrackRecord


@admin.display(description=gettext_lazy("project"))
def listing(row):
    """Leads to the review page, where the row is shown in its place."""
    address = reverse("admin:projects_project_review", args=[row.project.code])
    title = best(row.project, "title").text
    return format_html('<a class="what" href="{}">{}</a> <span class="quiet">{}</span>',
                       address, title, row.project.code)  # fmt: skip


@admin.register(ProjectChange)
class ProjectChangeAdmin(ReadOnlyAdmin):
    list_display = ["at", "project", "label", "old", "new", "by"]
    list_select_related = ["project", "by"]
    search_fields = ["project__code", "field"]
    show_full_result_count = False


TOLD = ("realised_cny", "realised_on")


@admin.register(TrackRecord)
class TrackRecordAdmin(ReadOnlyAdmin):
    """The source says what was announced; an officer of the city adds what came of it."""

    list_display = ["title", "kind", "city", "amount_text", "source_date", "source_id"]
    list_filter = ["kind", "city"]
    list_select_related = ["city"]
    search_fields = ["title_en", "title_zh_hans", "source_id", "investor"]
    fields = ["title", "kind", "city", "amount_cny", "amount_text", "stage_text", *TOLD]

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name not in TOLD]

    def has_change_permission(self, request, obj=None):
        return obj is None or obj.can_be_told_by(request.user)

    def save_model(self, request, obj, form, change):
        record_realised(obj, by=request.user, amount=obj.realised_cny, on=obj.realised_on)


@admin.register(Review)
class ReviewAdmin(ReadingAdmin):
    """Every round; what waits for an answer first, longest first."""

    list_display = [listing, "number", "kind", "state", "asked_at", "asked_by", "answered_by", "reason"]
    list_display_links = None
    list_filter = ["state", "kind"]
    list_select_related = ["project", "asked_by", "answered_by"]
    search_fields = ["project__code"]
    ordering = ["-asked_at", "-pk"]


@admin.register(ReviewComment)
class ReviewCommentAdmin(ReadingAdmin):
    list_display = [listing, "number", "round", "line", "text", "is_must", "by", "at", "resolved_by"]
    list_display_links = None
    list_filter = ["is_must"]
    list_select_related = ["project", "by", "resolved_by"]
    search_fields = ["project__code", "text"]
    ordering = ["-at", "-pk"]


@admin.register(Publication)
class PublicationAdmin(ReadingAdmin):
    list_display = [listing, "number", "version", "at", "by"]
    list_display_links = None
    list_select_related = ["project", "by"]
    search_fields = ["project__code"]
    ordering = ["-at", "-pk"]

    def get_queryset(self, request):
        """The snapshot is read on the review page only."""
        return super().get_queryset(request).defer("data")
