"""People of the back office. Only an administrator appoints; the provincial desk sees who is who."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from investguangdong.accounts.actions import confirm_address
from investguangdong.accounts.backoffice import ScopedAdmin
from investguangdong.accounts.models import OfficerProfile, OfficerScope, User
from investguangdong.audit import actions as audit


class ByAdministrators:
    """Nobody widens her own area or role: that takes an administrator, and leaves a row in the audit."""

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return False


class ScopeInline(ByAdministrators, admin.TabularInline):
    model = OfficerScope
    extra = 0

    def get_queryset(self, request):
        return OfficerScope.objects.visible_to(request.user).select_related("city")

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


class ProfileInline(ByAdministrators, TranslationStackedInline):
    model = OfficerProfile
    extra = 0

    def get_queryset(self, request):
        return OfficerProfile.objects.visible_to(request.user)


@admin.register(User)
class UserAdmin(ByAdministrators, ScopedAdmin):
    list_display = ["email", "name", "works_here", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups", "is_demo"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["email", "name", "language", "time_zone", "is_active"]}),
        (_("Back office"), {"fields": ["is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    inlines = [ScopeInline, ProfileInline]

    @admin.display(description=_("staff"), boolean=True, ordering="is_staff")
    def works_here(self, user):
        return user.is_staff

    def save_model(self, request, obj, form, change):
        """A new account has no password: its owner sets one by “Forgotten?” on the sign-in page."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            confirm_address(obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        touched = [
            *form.changed_data,
            *(str(part.model._meta.label_lower) for part in formsets if part.has_changed()),
        ]
        audit.record(
            "user.change" if change else "user.create",
            form.instance,
            by=request.user,
            changes=dict.fromkeys(touched, "set"),
        )


@admin.register(OfficerScope)
class OfficerScopeAdmin(ByAdministrators, ScopedAdmin):
    list_display = ["user", "city", "rank", "can_write"]
    list_filter = ["rank", "can_write", "city"]
    list_select_related = ["user", "city"]
    search_fields = ["user__email", "user__name"]
    ordering = ["city", "rank", "pk"]
    autocomplete_fields = ["user"]
    filter_horizontal = ["sectors"]


@admin.register(OfficerProfile)
class OfficerProfileAdmin(ByAdministrators, ScopedAdmin):
    list_display = ["user", "name_zh", "title", "desk_email", "desk_phone"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name", "name_zh"]
    ordering = ["user"]
    autocomplete_fields = ["user"]
