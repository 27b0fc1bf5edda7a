"""Listings in the back office: one form over `create_project` and `change_project`, one page for each step."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin

from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import scope_of
from investguangdong.core import errors
from investguangdong.core.admin import ReadOnlyAdmin
from investguangdong.core.languages import LANGUAGES, NAMES, best, column
from investguangdong.projects import steps
from investguangdong.projects.actions import (
    TEXTS,
    IllegalStep,
    Incomplete,
    OldVersion,
    change_project,
    create_project,
    refresh,
    remove_evidence,
    set_evidence,
)
from investguangdong.projects.models import Document, Evidence, Project, ProjectChange, TrackRecord
from investguangdong.projects.publishing import missing

FACTS = (
    "kind", "stage", "primary_sector", "sectors", "cluster", "city", "zone", "place_note", "lat", "lon", "precision",
)  # fmt: skip
MONEY = (
    "currency", "total_min", "total_max", "sought_min", "sought_max", "amount_missing", "secured", "min_ticket",
    "equity_min", "equity_max", "irr_min", "irr_max", "horizon_years", "modes",
)  # fmt: skip
SITE = (
    "land_min", "land_max", "floor_m2", "tenure", "tenure_years", "land_price", "plot_ratio_min", "plot_ratio_max",
    "power_mw", "power_kv", "green_power", "water_t_day", "has_gas", "has_steam", "port_km", "airport_km", "rail_km",
    "motorway_km", "available_from", "start_target", "closes_on", "jobs", "output_cny", "policies",
)  # fmt: skip
PEOPLE = ("officer", "deputy", "in_negotiation", "expires_on")
SOURCE = ("source_url", "source_body", "source_date", "to_be_confirmed", "is_sample")
SHOWN = ("state", "readiness_shown", "lacking", "latest")
BY_ACTION = frozenset({"sectors", "policies"})


class ProjectForm(forms.ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Project
        fields = [*FACTS, *MONEY, *SITE, *PEOPLE, *SOURCE, *TEXTS]
        widgets = {"modes": forms.CheckboxSelectMultiple}

    modes = forms.MultipleChoiceField(
        label=gettext_lazy("ways to take part"),
        choices=Project._meta.get_field("modes").base_field.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class EvidenceInline(admin.TabularInline):
    model = Evidence
    extra = 1
    fields = ["kind", "state", "number", "issued_by", "issued_on", "expires_on"]


class DocumentInline(admin.TabularInline):
    model = Document
    extra = 0
    fields = ["title", "tier", "language", "dated", "is_sample"]


@admin.register(Project)
class ProjectAdmin(TranslationAdmin):
    form = ProjectForm
    list_display = ["what", "place", "status", "readiness", "texts", "officer", "verified_on", "expires_on"]
    list_display_links = None
    list_filter = ["status", "kind", "is_sample", "city"]
    list_select_related = ["city", "officer"]
    list_per_page = 50
    search_fields = ["code", "title_en", "title_zh_hans", "title_pt", "source_id"]
    search_help_text = gettext_lazy("Reference, title or row of the source")
    ordering = ["-updated_at", "-pk"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    autocomplete_fields = []
    readonly_fields = SHOWN
    inlines = [EvidenceInline, DocumentInline]
    save_on_top = True

    def get_queryset(self, request):
        rows = Project.objects.visible_to(request.user).on_desk_of(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_object(self, request, object_id, from_field=None):
        """Addresses carry the reference, never the primary key; Django's own redirects still use the key."""
        rows = self.get_queryset(request)
        by_key = {"pk": int(object_id)} if str(object_id).isdecimal() else {"code": object_id}
        return rows.filter(**by_key).first()

    def get_fieldsets(self, request, obj=None):
        groups = [
            (None, {"fields": [*SHOWN, "seen"]}),
            (_("What and where"), {"fields": FACTS}),
            *((NAMES[code], self._language_fields(code)) for code in LANGUAGES),
            (_("Money"), {"fields": MONEY}),
            (_("Site, time, impact"), {"fields": SITE, "classes": ["collapse"]}),
            (_("Who answers, how long it is shown"), {"fields": PEOPLE}),
            (_("Source"), {"fields": SOURCE, "classes": ["collapse"]}),
        ]
        return groups if obj else [(groups[0][0], {"fields": ["seen"]}), *groups[1:]]

    @staticmethod
    def _language_fields(code):
        fields = [column(name, code) for name in TEXTS]
        return {"fields": fields, "classes": ["collapse"] if code != "en" else []}

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "seen" in form.base_fields:
            form.base_fields["seen"].initial = obj.version if obj else None
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        scope = scope_of(request.user)
        if db_field.name == "city" and not scope.writes_everywhere:
            kwargs["queryset"] = db_field.related_model.objects.filter(pk__in=scope.writable_city_ids)
        if db_field.name in ("officer", "deputy"):
            kwargs["queryset"] = User.objects.officers().order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or obj.can_be_changed_by(request.user)
        )

    def has_add_permission(self, request):
        scope = scope_of(request.user)
        return super().has_add_permission(request) and (
            scope.writes_everywhere or bool(scope.writable_city_ids)
        )

    def has_delete_permission(self, request, obj=None):
        """A listing is closed and says why; it is never deleted."""
        return False

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IllegalStep as error:
            return errors.conflict(request, str(error))

    def save_model(self, request, obj, form, change):
        names = [name for name in form.changed_data if name not in (*BY_ACTION, "seen")]
        changes = {name: form.cleaned_data[name] for name in names}
        sectors = form.cleaned_data["sectors"]
        if change:
            old = Project.objects.visible_to(request.user).get(pk=obj.pk)
            version = form.cleaned_data.get("seen")
            saved = change_project(old, by=request.user, changes=changes, sectors=sectors, version=version)
        else:
            saved = create_project(by=request.user, sectors=sectors, **changes)
        for field in Project._meta.concrete_fields:
            if field.attname not in saved.get_deferred_fields():
                setattr(obj, field.attname, getattr(saved, field.attname))
        obj._state.adding = False

    def save_formset(self, request, form, formset, change):
        if formset.model is not Evidence:
            formset.save()
            return
        for row in formset.forms:
            if row.has_changed() and row.cleaned_data:
                save_paper(form.instance, row, by=request.user)
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        refresh(form.instance)

    def get_urls(self):
        view = self.admin_site.admin_view(self.step_view)
        return [
            path("<slug:code>/step/<slug:name>/", view, name="projects_project_step"),
            *super().get_urls(),
        ]

    def step_view(self, request, code, name):
        project = self.get_object(request, code) if self.has_view_permission(request) else None
        if project is None or name not in steps.STEPS:
            raise Http404
        if not self.has_change_permission(request, project):
            raise PermissionDenied
        step = steps.STEPS[name]
        form = step.form(request.POST or None, initial={"version": project.version, **step.start(project)})
        if request.method == "POST" and form.is_valid():
            return self._take(request, project, step, form)
        return self._step_page(request, project, step, form)

    def _take(self, request, project, step, form):
        fields = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
        try:
            step.act(project, by=request.user, **fields)
        except Incomplete as error:
            return self._step_page(request, project, step, form, lacking=error.missing)
        except OldVersion as error:
            return errors.conflict(request, str(error))
        except IllegalStep as error:
            return errors.conflict(request, str(error))
        messages.success(request, _("%(code)s is up to date.") % {"code": project.code})
        return HttpResponseRedirect(reverse("admin:projects_project_change", args=[project.code]))

    def _step_page(self, request, project, step, form, lacking=()):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "project": project,
            "title": step.label,
            "form": form,
            "lacking": lacking or (missing(project) if step.name == "publish" else ()),
        }
        refused = form.is_bound and (lacking or not form.is_valid())
        return render(request, "admin/projects/project/step.html", context, status=422 if refused else 200)

    @admin.display(description=gettext_lazy("project"), ordering="code")
    def what(self, project):
        address = reverse("admin:projects_project_change", args=[project.code])
        sample = format_html(' <span class="smp">{}</span>', _("sample")) if project.is_sample else ""
        title = best(project, "title").text
        return format_html('<a class="what" href="{}">{}</a> <span class="quiet">{}</span>{}',
                           address, title, project.code, sample)  # fmt: skip

    @admin.display(description=gettext_lazy("city"), ordering="city")
    def place(self, project):
        return best(project.city, "name").text if project.city else _("Whole province")

    @admin.display(description=gettext_lazy("languages"))
    def texts(self, project):
        """Languages with a title and a summary."""
        has = [
            c
            for c in LANGUAGES
            if getattr(project, column("title", c)) and getattr(project, column("summary", c))
        ]
        return f"{len(has)}/{len(LANGUAGES)}"

    @admin.display(description=gettext_lazy("state"))
    def state(self, project):
        links = (
            (reverse("admin:projects_project_step", args=[project.code, step.name]), step.label)
            for step in steps.possible(project)
        )
        buttons = format_html_join(" ", '<a class="btn sm" href="{}">{}</a>', links)
        return format_html("<b>{}</b> {}", project.get_status_display(), buttons)

    @admin.display(description=gettext_lazy("readiness"))
    def readiness_shown(self, project):
        return _("not known: no papers") if project.readiness is None else f"{project.readiness} %"

    @admin.display(description=gettext_lazy("missing before publishing"))
    def lacking(self, project):
        labels = missing(project)
        return format_html_join("", "<li>{}</li>", ((label,) for label in labels)) if labels else _("nothing")

    @admin.display(description=gettext_lazy("latest changes"))
    def latest(self, project):
        rows = project.changes.all()[:5]
        lines = ((f"{row.at:%Y-%m-%d}", row.label, row.old[:60], row.new[:60]) for row in rows)
        return format_html_join("", "<li>{} {}: {} → {}</li>", lines) or _("none")


def save_paper(project: Project, row, *, by) -> None:
    """One line of the papers: written, or taken away."""
    fields = {key: value for key, value in row.cleaned_data.items() if key not in ("id", "project", "DELETE")}
    if row.cleaned_data.get("DELETE"):
        remove_evidence(project, by=by, kind=row.instance.kind)
        return
    set_evidence(project, by=by, **fields)


@admin.register(ProjectChange)
class ProjectChangeAdmin(ReadOnlyAdmin):
    list_display = ["at", "project", "label", "old", "new", "by"]
    list_select_related = ["project", "by"]
    search_fields = ["project__code", "field"]
    show_full_result_count = False


@admin.register(TrackRecord)
class TrackRecordAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "city", "amount_text", "source_date", "source_id"]
    list_filter = ["kind", "city"]
    list_select_related = ["city"]
    search_fields = ["title_en", "title_zh_hans", "source_id", "investor"]
