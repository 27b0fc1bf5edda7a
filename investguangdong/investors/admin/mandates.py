"""What organisations look for, as officers may see it: to read, and for the province's desk to note."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.accounts.fields import dress
from investguangdong.audit.actions import record_view
from investguangdong.core import clock
from investguangdong.investors.actions import note_mandate
from investguangdong.investors.amounts import converted
from investguangdong.investors.completeness import completeness
from investguangdong.investors.forms import PlainTextField
from investguangdong.investors.models import Mandate
from investguangdong.investors.models.mandate import STALE_AFTER
from investguangdong.investors.telling import amount_in_words, history, summary


class ConfirmedFilter(admin.SimpleListFilter):
    title = gettext_lazy("confirmed")
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [
            ("fresh", gettext_lazy("within half a year")),
            ("stale", gettext_lazy("longer ago")),
        ]

    def queryset(self, request, queryset):
        limit = clock.today() - STALE_AFTER
        if self.value() == "fresh":
            return queryset.filter(last_confirmed_on__gt=limit)
        return queryset.filter(last_confirmed_on__lte=limit) if self.value() == "stale" else queryset


class NoteForm(forms.Form):
    note = PlainTextField(
        label=gettext_lazy("Note of the province’s desk"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Officers who may see this mandate read it; the investor does not."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


@admin.register(Mandate)
class MandateAdmin(ReadingAdmin):
    list_display = ["code", "name", "organisation", "state", "amount", "musts_told", "last_confirmed_on"]
    list_filter = ["state", ConfirmedFilter, "intent", "sector_rows__sector"]
    list_select_related = ["organisation"]
    search_fields = ["code", "name", "organisation__name", "organisation__name_local"]
    search_help_text = gettext_lazy("Number, name, or organisation")
    ordering = ["-changed_at", "-pk"]

    def get_urls(self):
        note = self.admin_site.admin_view(self.note_view)
        return [path("<slug:code>/note/", note, name="investors_mandate_note"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        if row is None:
            return super().change_view(request, object_id, form_url, extra_context)
        record_view(row, by=request.user)
        return self.page(request, row, NoteForm(initial={"note": row.province_note}))

    def page(self, request, row, form, *, status=200):
        row = Mandate.objects.with_facts().get(pk=row.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": row.name,
            "opts": self.opts,
            "mandate": row,
            "lines": summary(row),
            "converted": converted(row.ticket_min, row.ticket_max, row.currency),
            "completeness": completeness(row),
            "entries": history(row, reader=request.user)[:10],
            "form": form,
            "can_note": row.can_be_noted_by(request.user),
        }
        return render(request, "admin/investors/mandate/change.html", context, status=status)

    def note_view(self, request, code):
        row = self.get_queryset(request).filter(code=code).first()
        if row is None:
            raise Http404
        if not row.can_be_noted_by(request.user):
            raise PermissionDenied
        form = NoteForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self.page(request, row, form, status=422 if form.is_bound else 200)
        note_mandate(row, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("The note is kept."))
        return redirect("admin:investors_mandate_change", row.pk)

    @admin.display(description=gettext_lazy("amount"), ordering="ticket_min")
    def amount(self, row):
        return amount_in_words(row) or "–"

    @admin.display(description=gettext_lazy("must hold"))
    def musts_told(self, row):
        return ", ".join(str(word) for word in row.must_labels) or "–"
