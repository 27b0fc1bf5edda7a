"""Rows that the telling of changes keeps, for those who keep the site going. Who follows what is nobody's business
in the back office: a row shows the listing or the rhythm and the hour, not the person."""

from django.contrib import admin

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.projects.admin.records import listing
from investguangdong.projects.models import Follow, FreshnessNotice, SavedSearch, SearchHit


@admin.register(FreshnessNotice)
class FreshnessNoticeAdmin(ReadingAdmin):
    """What officers were told about the dates of their listings."""

    list_display = [listing, "what", "day", "days_left", "at"]
    list_display_links = None
    list_filter = ["what", "days_left"]
    list_select_related = ["project"]
    search_fields = ["project__code"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]


class WithoutPersonAdmin(ReadingAdmin):
    def get_queryset(self, request):
        return self.model.objects.to_keep_running(request.user).order_by("-pk")


@admin.register(Follow)
class FollowAdmin(WithoutPersonAdmin):
    list_display = ["pk", "project", "is_from_shortlist", "at", "due_at"]
    list_filter = ["is_from_shortlist"]
    list_select_related = ["project"]
    search_fields = ["project__code"]
    fields = ["project", "is_from_shortlist", "at", "due_at", "told_change"]


@admin.register(SavedSearch)
class SavedSearchAdmin(WithoutPersonAdmin):
    list_display = ["key", "digest", "at", "last_told_at", "due_at"]
    list_filter = ["digest"]
    fields = ["key", "digest", "at", "last_told_at", "due_at"]


@admin.register(SearchHit)
class SearchHitAdmin(WithoutPersonAdmin):
    list_display = ["pk", "project", "at"]
    list_select_related = ["project"]
    search_fields = ["project__code"]
    fields = ["project", "at"]
