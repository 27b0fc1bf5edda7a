"""Organisations as officers see them: everything about one on one page, as far as it lets them see, and one thing to
do, the check."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.audit.actions import record_view
from investguangdong.investors import disclosure
from investguangdong.investors.actions import verify_organisation
from investguangdong.investors.admin.forms import VerifyForm
from investguangdong.investors.admin.round_view import round_view
from investguangdong.investors.entry import entry_for, fact
from investguangdong.investors.models import Organisation

PAGES = "admin/investors/organisation"


class ChecksFilter(admin.SimpleListFilter):
    title = gettext_lazy("checks")
    parameter_name = "checks"

    def lookups(self, request, model_admin):
        return [("waiting", _("waiting for a check, longest first"))]

    def queryset(self, request, queryset):
        return queryset.filter(check_asked_at__isnull=False) if self.value() == "waiting" else queryset


def shown_to(user, field: str, label):
    """A column of a fact, empty where the organisation keeps it from this reader."""

    @admin.display(description=label, ordering=None)
    def column(row):
        return fact(row, field, row.shows(field, user)).value or "–"

    column.__name__ = f"{field}_shown"
    return column


@admin.register(Organisation)
class OrganisationAdmin(ReadingAdmin):
    list_filter = [ChecksFilter, "verification", "is_sample"]
    list_select_related = ["verified_desk"]
    search_fields = ["name", "slug"]
    search_help_text = gettext_lazy("Name in any script, or registration number")
    ordering = ["name", "pk"]

    def get_list_display(self, request):
        country = shown_to(request.user, "country", gettext_lazy("country or area"))
        kind = shown_to(request.user, "kind", gettext_lazy("kind"))
        return ["name", country, kind, "check_state", "member_count", "mandate_count", "is_sample"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    def get_ordering(self, request):
        waiting = request.GET.get("checks") == "waiting"
        return ["check_asked_at", "pk"] if waiting else super().get_ordering(request)

    def get_search_results(self, request, queryset, search_term):
        """A fact kept from officers is not found by guessing either."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term and "\x00" not in search_term:
            for field in ("name_local", "registration_no"):
                hit = Q(**{f"{field}__icontains": search_term}) & disclosure.not_kept(field)
                found |= queryset.filter(hit)
        return found, may_repeat

    def get_urls(self):
        check = self.admin_site.admin_view(self.verify_view)
        return [path("<slug:slug>/verify/", check, name="investors_organisation_verify"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method != "GET" or not self.has_view_permission(request, row):
            raise PermissionDenied
        record_view(row, by=request.user)
        context = {**self._frame(request, row, row.name), **round_view(row, request.user)}
        return render(request, f"{PAGES}/change.html", context)

    def verify_view(self, request, slug):
        row = self.get_queryset(request).filter(slug=slug).first()
        if row is None:
            raise Http404
        if not row.can_be_verified_by(request.user):
            raise PermissionDenied
        form = VerifyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            verify_organisation(row, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("The check of %(name)s is noted; the owner is told.") % {"name": row.name}
            )
            return redirect("admin:investors_organisation_change", row.pk)
        context = {
            **self._frame(request, row, _("Check an organisation")),
            "form": form,
            "entry": [fact for fact in entry_for(row, request.user) if fact.field in disclosure.CHECKED],
        }
        return render(request, f"{PAGES}/verify.html", context, status=422 if form.errors else 200)

    def _frame(self, request, row, title) -> dict:
        each = self.admin_site.each_context(request)
        return {**each, "title": title, "opts": self.opts, "organisation": row}

    @admin.display(description=gettext_lazy("check"), ordering="verification")
    def check_state(self, row):
        label = row.get_verification_display()
        if row.check_asked_at is None:
            return label
        address = reverse("admin:investors_organisation_verify", args=[row.slug])
        waits = _("waits for %(age)s") % {"age": timesince(row.check_asked_at)}
        return format_html('<a href="{}">{}</a> <span class="quiet">{}</span>', address, label, waits)

    @admin.display(description=gettext_lazy("members"), ordering="member_count")
    def member_count(self, row):
        return row.member_count

    @admin.display(description=gettext_lazy("mandates"), ordering="mandate_count")
    def mandate_count(self, row):
        return row.mandate_count
