from django.contrib import admin
from django.utils.translation import gettext_lazy

from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.models import Suggestion


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnly):
    """Changes of mandates that answers spoke for, and what the investors said to them."""

    list_display = ["at", "mandate_code", "change", "reply", "replied_at"]
    list_filter = ["change", "reply"]
    fields = ["change", "proposal", "effect", "reply", "at", "replied_at"]
    date_hierarchy = "at"

    def get_queryset(self, request):
        return Suggestion.objects.visible_to(request.user).select_related("mandate")

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("mandate"), ordering="mandate__code")
    def mandate_code(self, suggestion):
        return suggestion.mandate.code
