"""Requests about data, as the provincial desk sees them: corrections to answer, the rest to read."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.accounts.erasing import NotPossible
from investguangdong.accounts.fields import dress
from investguangdong.accounts.models import Correction, DataCopy, Erasure
from investguangdong.accounts.rights import answer_correction
from investguangdong.accounts.scopes import scope_of
from investguangdong.audit.actions import record_view
from investguangdong.core.privacy import declarations


class AnswerForm(forms.Form):
    was_corrected = forms.TypedChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[("yes", gettext_lazy("It is corrected")), ("no", gettext_lazy("It stays as it is"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("What you write to the person"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What it says now, or why it stays."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


@admin.register(Correction)
class CorrectionAdmin(ReadingAdmin):
    list_display = ["what", "user", "asked_at", "due_at", "state"]
    list_select_related = ["user"]
    ordering = ["answered_at", "due_at", "pk"]
    search_fields = ["user__email", "user__name"]
    readonly_fields = ["code"]

    def get_urls(self):
        answer = self.admin_site.admin_view(self.answer_view)
        return [path("<slug:code>/answer/", answer, name="accounts_correction_answer"), *super().get_urls()]

    @admin.display(description=gettext_lazy("about"))
    def what(self, row):
        known = declarations().get(row.about)
        label = known.label if known else row.about
        address = reverse("admin:accounts_correction_answer", args=[row.code])
        return format_html('<a href="{}">{}</a>', address, label)

    @admin.display(description=gettext_lazy("state"))
    def state(self, row):
        if row.answered_at:
            return _("corrected") if row.was_corrected else _("left as it is")
        return _("overdue") if row.is_overdue else _("waiting")

    def answer_view(self, request, code):
        row = self.get_queryset(request).select_related("user").filter(code=code).first()
        if row is None:
            raise Http404
        may_write = scope_of(request.user).writes_everywhere
        if request.method == "POST" and not may_write:
            raise PermissionDenied
        record_view(row.user, by=request.user)
        form = AnswerForm(request.POST or None)
        status = 200
        if request.method == "POST":
            status = self._answered(request, row, form)
            if status == 200:
                return redirect("admin:accounts_correction_changelist")
        return self._page(request, row, form, status, may_write=may_write)

    def _answered(self, request, row, form) -> int:
        if not form.is_valid():
            return 422
        try:
            answer_correction(row, by=request.user, **form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, str(problem))
            return 409
        messages.success(request, _("Answered; the person is told."))
        return 200

    def _page(self, request, row, form, status, *, may_write):
        known = declarations().get(row.about)
        context = {
            **self.admin_site.each_context(request),
            "title": _("A correction"),
            "opts": self.opts,
            "correction": row,
            "about": known.label if known else row.about,
            "form": form if may_write and not row.answered_at else None,
        }
        return render(request, "admin/accounts/correction/answer.html", context, status=status)


@admin.register(Erasure)
class ErasureAdmin(ReadingAdmin):
    list_display = ["code", "account", "state", "asked_at", "due_at", "closed_at"]
    list_filter = ["state"]
    ordering = ["-asked_at", "-pk"]
    fields = ["code", "account", "state", "ends_what_is_open", "asked_at", "due_at", "closed_at", "counts"]
    readonly_fields = fields


@admin.register(DataCopy)
class DataCopyAdmin(ReadingAdmin):
    """That one was made; what is in it is the person's alone."""

    list_display = ["code", "state", "size", "asked_at", "finished_at"]
    list_filter = ["state"]
    ordering = ["-asked_at", "-pk"]
    fields = ["code", "state", "attempts", "size", "asked_at", "finished_at"]
    readonly_fields = fields
