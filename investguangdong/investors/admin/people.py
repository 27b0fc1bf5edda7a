"""Who belongs to organisations, whom they asked in, what they opened and agreed to; read here, written elsewhere."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.core.masks import masked_email
from investguangdong.investors.models import (
    Check,
    Consent,
    Grant,
    Invitation,
    JoinRequest,
    Membership,
)


@admin.register(Membership)
class MembershipAdmin(ReadingAdmin):
    """Of organisations that let officers know their people."""

    list_display = ["user", "organisation", "role", "starts_on", "ends_on"]
    list_filter = ["role"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__email", "user__name", "organisation__name"]
    ordering = ["-pk"]


@admin.register(Grant)
class GrantAdmin(ReadingAdmin):
    list_display = ["organisation", "city", "because", "by", "at", "withdrawn_at"]
    list_select_related = ["organisation", "city", "by"]
    search_fields = ["organisation__name", "because"]
    ordering = ["-at", "-pk"]


@admin.register(Consent)
class ConsentAdmin(ReadingAdmin):
    list_display = ["user", "purpose", "language", "at", "withdrawn_at"]
    list_filter = ["purpose"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    ordering = ["-at", "-pk"]


@admin.register(Invitation)
class InvitationAdmin(ReadingAdmin):
    """Addresses of people who have not agreed to be here are shown in part only."""

    list_display = ["address", "organisation", "role", "at", "state", "sendings"]
    list_filter = ["role"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name"]
    ordering = ["-at", "-pk"]
    fields = ["address", "organisation", "role", "ends_on", "at", "expires_at", "accepted_at", "withdrawn_at"]
    readonly_fields = fields

    @admin.display(description=gettext_lazy("e-mail address"))
    def address(self, row):
        return masked_email(row.email)

    @admin.display(description=gettext_lazy("state"))
    def state(self, row):
        return Invitation.State(row.state).label


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadingAdmin):
    list_display = ["organisation", "at", "is_accepted", "decided_at"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name"]
    ordering = ["-at", "-pk"]
    fields = list_display
    readonly_fields = fields


@admin.register(Check)
class CheckAdmin(ReadingAdmin):
    list_display = ["organisation", "on", "is_confirmed", "proof", "by", "desk", "valid_until"]
    list_filter = ["is_confirmed", "proof"]
    list_select_related = ["organisation", "by", "desk"]
    search_fields = ["organisation__name"]
    ordering = ["-on", "-pk"]
