"""Organisations as officers see them: everything to read, one thing to do, the check."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ReadingAdmin, ReadingInline
from investguangdong.accounts.fields import dress
from investguangdong.audit.actions import record_view
from investguangdong.core import money
from investguangdong.core.languages import current
from investguangdong.investors.actions import verify_organisation
from investguangdong.investors.choices import Verification
from investguangdong.investors.models import Consent, Grant, Mandate, Membership, Organisation


class VerifyForm(forms.Form):
    outcome = forms.TypedChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[
            ("yes", gettext_lazy("The entry is right")),
            ("no", gettext_lazy("It could not be confirmed")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label=gettext_lazy("What you compared with what"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "For example: extract of the Portuguese register of 20 November 2026. The owner reads it."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


class MembershipInline(ReadingInline):
    model = Membership
    fields = ["user", "role", "starts_on", "ends_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user")


class MandateInline(ReadingInline):
    model = Mandate
    fields = ["code", "name", "state", "ticket_min", "ticket_max", "currency", "last_confirmed_on"]
    readonly_fields = fields
    show_change_link = True


class GrantInline(ReadingInline):
    model = Grant
    fields = ["city", "because", "by", "at", "withdrawn_at"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("city", "by")


@admin.register(Organisation)
class OrganisationAdmin(ReadingAdmin):
    list_display = ["name", "country", "kind", "check_state", "member_count", "mandate_count", "is_sample"]
    list_filter = ["verification", "kind", "is_sample"]
    search_fields = ["name", "name_local", "registration_no", "slug"]
    search_help_text = gettext_lazy("Name in any script, or registration number")
    ordering = ["name", "pk"]
    inlines = [MandateInline, MembershipInline, GrantInline]
    fieldsets = [
        (None, {"fields": [("name", "name_local"), ("country", "kind"), ("website", "registration_no")]}),
        (
            gettext_lazy("Size"),
            {"fields": [("founded", "employees"), ("turnover", "turnover_currency", "turnover_year")]},
        ),
        (gettext_lazy("In Guangdong"), {"fields": ["sectors", "in_china", "disclosure"]}),
        (gettext_lazy("Check"), {"fields": [("verification", "verified_on", "verified_by"), "evidence"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    def get_urls(self):
        check = self.admin_site.admin_view(self.verify_view)
        return [path("<slug:slug>/verify/", check, name="investors_organisation_verify"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        can_verify = row is not None and row.can_be_verified_by(request.user)
        if row is not None:
            record_view(row, by=request.user)
        extra = {**(extra_context or {}), "can_verify": can_verify, "organisation": row}
        return super().change_view(request, object_id, form_url, extra)

    def verify_view(self, request, slug):
        row = self.get_queryset(request).filter(slug=slug).first()
        if row is None:
            raise Http404
        if not row.can_be_verified_by(request.user):
            raise PermissionDenied
        form = VerifyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            told = form.cleaned_data
            verify_organisation(row, by=request.user, evidence=told["evidence"], confirmed=told["outcome"])
            messages.success(
                request, _("The check of %(name)s is noted; the owner is told.") % {"name": row.name}
            )
            return redirect("admin:investors_organisation_change", row.pk)
        return self._verify_page(request, row, form)

    def _verify_page(self, request, row, form):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Check an organisation"),
            "opts": self.opts,
            "organisation": row,
            "form": form,
        }
        status = 422 if form.errors else 200
        return render(request, "admin/investors/organisation/verify.html", context, status=status)

    @admin.display(description=gettext_lazy("check"), ordering="verification")
    def check_state(self, row):
        label = row.get_verification_display()
        if row.verification != Verification.ASKED:
            return label
        address = reverse("admin:investors_organisation_verify", args=[row.slug])
        return format_html('<a href="{}">{}</a>', address, label)

    @admin.display(description=gettext_lazy("members"), ordering="member_count")
    def member_count(self, row):
        return row.member_count

    @admin.display(description=gettext_lazy("mandates"), ordering="mandate_count")
    def mandate_count(self, row):
        return row.mandate_count


@admin.register(Mandate)
class MandateAdmin(ReadingAdmin):
    list_display = ["code", "name", "organisation", "state", "amount", "last_confirmed_on"]
    list_filter = ["state", "intent"]
    list_select_related = ["organisation"]
    search_fields = ["code", "name", "organisation__name"]
    ordering = ["-changed_at", "-pk"]
    readonly_fields = ["code"]

    @admin.display(description=gettext_lazy("amount"), ordering="ticket_min")
    def amount(self, row):
        return money.compact_range(row.ticket_min, row.ticket_max, row.currency, current()) or "–"


@admin.register(Membership)
class MembershipAdmin(ReadingAdmin):
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
