from django.contrib import admin

from investguangdong.audit.models import AccessLog, AuditEntry, ChainLink
from investguangdong.core.admin import ReadOnlyAdmin


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "verb", "object_type", "object_label", "reason"]
    list_filter = ["verb", "object_type", "at"]
    list_select_related = ["by"]
    search_fields = ["object_label", "object_id", "verb"]
    date_hierarchy = "at"


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "act", "object_type", "object_label"]
    list_filter = ["act", "object_type", "at"]
    list_select_related = ["by"]
    search_fields = ["object_label", "object_id"]


@admin.register(ChainLink)
class ChainLinkAdmin(ReadOnlyAdmin):
    list_display = ["position", "entry", "hash", "at"]
    list_select_related = ["entry"]
