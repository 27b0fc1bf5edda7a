from django.contrib import admin

from investguangdong.core.models import Change, JobRun, SubmissionKey, TranslationState


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only the site itself writes."""

    def get_queryset(self, request):
        return self.model.objects.visible_to(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    list_display = ["key", "started_at", "finished_at", "outcome"]
    search_fields = ["key"]


@admin.register(SubmissionKey)
class SubmissionKeyAdmin(ReadOnlyAdmin):
    list_display = ["reference", "actor_key", "created_at"]
    search_fields = ["reference"]


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ["at", "topic", "object_type", "object_id", "field"]
    list_filter = ["topic"]


@admin.register(TranslationState)
class TranslationStateAdmin(ReadOnlyAdmin):
    list_display = ["content_type", "object_id", "field", "language", "state", "reviewed_at"]
    list_filter = ["language", "state", "content_type"]
    list_select_related = ["content_type"]
