from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from investguangdong.core.admin import ReadOnlyAdmin
from investguangdong.notifications import actions
from investguangdong.notifications.models import Message, Preference


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = [
        "created_at",
        "kind",
        "recipient",
        "language",
        "state",
        "attempts",
        "sent_at",
        "last_error",
    ]
    list_filter = ["state", "kind", "language"]
    search_fields = ["recipient", "subject", "message_id"]
    date_hierarchy = "created_at"
    actions = ["send_again"]
    fieldsets = [
        (None, {"fields": ["kind", "subject", "recipient", "language", "state", "sent_at", "last_error"]}),
        (_("About"), {"fields": ["about_type", "about_id", "context", "url"]}),
        (_("Delivery"), {"fields": ["created_at", "not_before", "attempts", "leased_until", "priority"]}),
        (_("Identity"), {"fields": ["message_id", "dedup_key"]}),
        (_("Inbox"), {"fields": ["user", "in_inbox", "read_at"]}),
    ]

    @admin.action(description=_("Send again"))
    def send_again(self, request, queryset):
        sendable = [message for message in queryset if message.can_be_resent_by(request.user)]
        for message in sendable:
            actions.resend(message, by=request.user)
        count = len(sendable)
        sentence = ngettext(
            "%(count)d message will be sent again.", "%(count)d messages will be sent again.", count
        )
        self.message_user(request, sentence % {"count": count}, messages.SUCCESS)


@admin.register(Preference)
class PreferenceAdmin(ReadOnlyAdmin):
    list_display = ["address", "kind", "frequency", "changed_at"]
    list_filter = ["kind", "frequency"]
    search_fields = ["address"]
