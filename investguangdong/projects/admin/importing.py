"""Listings from a spreadsheet: a template, a check that points at row and column, then all or nothing."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.accounts.scopes import scope_of
from investguangdong.core import errors
from investguangdong.projects.actions import IllegalStep, check_import, start_import
from investguangdong.projects.importing import template
from investguangdong.projects.importing.tables import MOST_BYTES, BadFile
from investguangdong.projects.models import ImportRun

SHOWN = 200
PAGES = "admin/projects/importrun"


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(".xlsx or .csv, up to 5 MB and 5,000 rows"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    is_sample = forms.BooleanField(label=gettext_lazy("New listings are samples"), required=False)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it into several."))
        return file


@admin.register(ImportRun)
class ImportRunAdmin(ReadingAdmin):
    list_display = [
        "what",
        "state",
        "rows",
        "created",
        "changed",
        "held",
        "unchanged",
        "mistakes",
        "by",
        "at",
    ]
    list_display_links = None
    list_filter = ["state"]
    list_select_related = ["by"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    @admin.display(description=gettext_lazy("file"))
    def what(self, run):
        address = reverse("admin:projects_importrun_result", args=[run.token])
        sample = format_html(' <span class="smp">{}</span>', _("sample")) if run.is_sample else ""
        return format_html('<a class="what" href="{}">{}</a>{}', address, run.name, sample)

    def has_add_permission(self, request):
        scope = scope_of(request.user)
        may_write = scope.writes_everywhere or bool(scope.writable_city_ids)
        return may_write and request.user.has_perm("projects.add_importrun")

    def get_urls(self):
        page = self.admin_site.admin_view
        return [
            path("template.<slug:kind>", page(self.template_view), name="projects_importrun_template"),
            path("<uuid:token>/", page(self.result_view), name="projects_importrun_result"),
            path("<uuid:token>/take/", page(self.take_view), name="projects_importrun_take"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """The file is checked here; what it would do, and every mistake, is the answer."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, "add", form=form, status=422 if form.is_bound else 200)
        file, is_sample = form.cleaned_data["file"], form.cleaned_data["is_sample"]
        try:
            run, plan = check_import(
                by=request.user, name=file.name, content=file.read(), is_sample=is_sample
            )
        except BadFile as problem:
            form.add_error("file", str(problem))
            return self._page(request, "add", form=form, status=422)
        if not plan.mistakes:
            return HttpResponseRedirect(reverse("admin:projects_importrun_result", args=[run.token]))
        shown = {"mistakes": plan.mistakes[:SHOWN], "more": len(plan.mistakes) - SHOWN, "run": run}
        return self._page(request, "add", form=FileForm(), status=422, **shown)

    def result_view(self, request, token):
        run = self._run(request, token)
        may = run.state == ImportRun.State.CHECKED and run.by_id == request.user.pk
        return self._page(
            request,
            "result",
            run=run,
            may_take=may and self.has_add_permission(request),
            earlier=self._earlier(request, run),
        )

    def take_view(self, request, token):
        run = self._run(request, token)
        if request.method != "POST" or run.by_id != request.user.pk or not self.has_add_permission(request):
            raise PermissionDenied
        try:
            run = start_import(run, by=request.user)
        except IllegalStep as problem:
            return errors.conflict(request, str(problem))
        messages.success(
            request, _("“%(file)s”: %(state)s.") % {"file": run.name, "state": run.get_state_display()}
        )
        return HttpResponseRedirect(reverse("admin:projects_importrun_result", args=[run.token]))

    def template_view(self, request, kind):
        if not self.has_view_permission(request) or kind not in ("csv", "xlsx"):
            raise Http404
        content, mime = (
            (template.as_csv(), "text/csv") if kind == "csv" else (template.as_workbook(), template.XLSX)
        )
        name = f'attachment; filename="listings.{kind}"'
        return HttpResponse(content, content_type=mime, headers={"Content-Disposition": name})

    def _run(self, request, token) -> ImportRun:
        run = self.get_queryset(request).select_related("by").filter(token=token).first()
        if run is None or not self.has_view_permission(request):
            raise Http404
        return run

    def _earlier(self, request, run):
        """The same file, taken over before."""
        rows = self.get_queryset(request).filter(sha256=run.sha256, state=ImportRun.State.DONE)
        return rows.exclude(pk=run.pk).first()

    def _page(self, request, name, *, status=200, **context):
        return render(
            request,
            f"{PAGES}/{name}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Import of listings"),
                **context,
            },
            status=status,
        )
