"""One listing: a form over `create_project` and `edit_project`, with what is missing beside it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin

from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import scope_of
from investguangdong.core import errors
from investguangdong.core.languages import LANGUAGES, NAMES, column
from investguangdong.projects import versions
from investguangdong.projects.actions import (
    TEXTS,
    IllegalStep,
    create_project,
    edit_project,
    refresh,
    remove_evidence,
    set_evidence,
)
from investguangdong.projects.admin import acts, aside, columns, review
from investguangdong.projects.admin.filters import (
    CappedPaginator,
    DeskList,
    FreshnessFilter,
    LanguageFilter,
    OfficerFilter,
    WaitingFilter,
)
from investguangdong.projects.admin.hanging import DATES, DocumentInline, RoomInline, save_rows
from investguangdong.projects.asked import Words
from investguangdong.projects.models import Evidence, Project, Review, ReviewState

FACTS = (
    "kind", "stage", "primary_sector", "sectors", "cluster", "city", "zone", "place_note", "lat", "lon", "precision",
)  # fmt: skip
MONEY = (
    "currency", ("total_min", "total_max"), ("sought_min", "sought_max"), "amount_missing",
    ("secured", "min_ticket"), ("equity_min", "equity_max"), ("irr_min", "irr_max"), "horizon_years", "modes",
)  # fmt: skip
SITE = (
    ("land_min", "land_max"), "floor_m2", ("tenure", "tenure_years"), "land_price",
    ("plot_ratio_min", "plot_ratio_max"), ("power_mw", "power_kv", "green_power"), "water_t_day",
    ("has_gas", "has_steam"), ("port_km", "airport_km", "rail_km", "motorway_km"),
    ("available_from", "start_target", "closes_on"), ("jobs", "output_cny"), "policies",
)  # fmt: skip
PEOPLE = ("officer", "deputy", "in_negotiation", "expires_on")
SOURCE = ("source_url", "source_body", "source_date", "to_be_confirmed", "is_sample")
BY_ACTION = frozenset({"sectors", "policies"})


def flat(fields) -> list[str]:
    return [name for one in fields for name in (one if isinstance(one, tuple) else (one,))]


class ProjectForm(forms.ModelForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Project
        fields = [*flat((*FACTS, *MONEY, *SITE, *PEOPLE, *SOURCE)), *TEXTS]
        widgets = {"modes": forms.CheckboxSelectMultiple}

    modes = forms.MultipleChoiceField(
        label=gettext_lazy("Ways to take part"),
        choices=Project._meta.get_field("modes").base_field.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class EvidenceInline(admin.StackedInline):
    model = Evidence
    formfield_overrides = DATES
    extra = 1
    fields = [("kind", "state"), ("number", "issued_by"), ("issued_on", "expires_on")]


@admin.register(Project)
class ProjectAdmin(TranslationAdmin):
    form = ProjectForm
    formfield_overrides = DATES
    change_form_template = "admin/projects/project/form.html"
    list_display = [
        columns.what, columns.place, columns.state, columns.texts, columns.ready, columns.officer, columns.due,
    ]  # fmt: skip
    list_display_links = None
    list_filter = [
        "status",
        FreshnessFilter,
        WaitingFilter,
        OfficerFilter,
        LanguageFilter,
        "kind",
        "is_sample",
    ]
    list_select_related = ["city", "officer"]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    sortable_by = ["what"]
    search_fields = ["code"]
    search_help_text = gettext_lazy("Reference, row of the source, or words in any language")
    ordering = ["-updated_at", "-pk"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    inlines = [EvidenceInline, DocumentInline, RoomInline]

    def get_queryset(self, request):
        rows = Project.objects.visible_to(request.user).on_desk_of(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_changelist(self, request, **kwargs):
        return DeskList

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Projects"), **(extra_context or {})})

    def get_list_display(self, request):
        """The city says nothing to who sees one city only."""
        scope = scope_of(request.user)
        alone = not scope.everywhere and len(scope.city_ids) == 1
        return [one for one in self.list_display if not (alone and one is columns.place)]

    def get_list_filter(self, request):
        """Cities are a choice only for who sees more than her own."""
        return [*self.list_filter, "city"] if scope_of(request.user).everywhere else self.list_filter

    def get_search_results(self, request, queryset, search_term):
        """By the words of the public search, which knows four languages; never by a scan."""
        words = Words(search_term, is_forgiving=False)
        if not words:
            return (queryset.none() if search_term.strip() else queryset), False
        return queryset.filter(words.condition("entry__")), False

    def get_object(self, request, object_id, from_field=None):
        """Addresses carry the reference, never the primary key; Django's own redirects still use the key. Of a
        public listing the form shows what waits beside it, not what the public has."""
        project = self.public_row(request, object_id)
        waits = Review.objects.visible_to(request.user).beside(project) if project else None
        return versions.with_values(project, waits.proposal) if waits else project

    def public_row(self, request, object_id) -> Project | None:
        rows = self.get_queryset(request)
        by_key = {"pk": int(object_id)} if str(object_id).isdecimal() else {"code": object_id}
        return rows.filter(**by_key).first()

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": ["seen"], "classes": ["hidden-fields"]}),
            (_("What and where"), {"fields": [*FACTS[:-3], FACTS[-3:]]}),
            *((NAMES[code], self._language_fields(code)) for code in LANGUAGES),
            (_("Money"), {"fields": MONEY}),
            (_("Site, time, impact"), {"fields": SITE, "classes": ["collapse"]}),
            (_("Who answers, how long it is shown"), {"fields": PEOPLE}),
            (_("Source"), {"fields": SOURCE, "classes": ["collapse"]}),
        ]

    @staticmethod
    def _language_fields(code):
        return {"fields": [column(name, code) for name in TEXTS], "classes": ["lang", f"lang-{code}"]}

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "seen" in form.base_fields:
            form.base_fields["seen"].initial = obj.version if obj else None
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The tab names the language, so the label does not."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if field and db_field.name in versions.TEXT_COLUMNS:
            field.label = capfirst(versions.label_of(db_field.name))
        return field

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

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Also of a form that was refused."""
        context.update(aside.context(self, request, obj.code if obj else None))
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        names = [name for name in form.changed_data if name not in (*BY_ACTION, "seen")]
        changes = {name: form.cleaned_data[name] for name in names}
        lists = {name: form.cleaned_data[name] for name in BY_ACTION & form.cleaned_data.keys()}
        saved = (
            self._save(request, obj, changes, lists, form)
            if change
            else create_project(by=request.user, **lists, **changes)
        )
        for field in Project._meta.concrete_fields:
            if field.attname not in saved.get_deferred_fields():
                setattr(obj, field.attname, getattr(saved, field.attname))
        obj._state.adding = False

    def _save(self, request, obj, changes, lists, form) -> Project:
        old = Project.objects.visible_to(request.user).get(pk=obj.pk)
        edit = edit_project(
            old, by=request.user, changes=changes, version=form.cleaned_data.get("seen"), **lists
        )
        if edit.held and edit.held.state != ReviewState.WITHDRAWN:
            told = _("Kept beside the public text. Send it for review when it is complete.")
            messages.warning(request, told)
        return edit.project

    def save_related(self, request, form, formsets, change):
        """Sectors and policies were written by the action above."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)
        refresh(form.instance)

    def save_formset(self, request, form, formset, change):
        if formset.model is not Evidence:
            save_rows(formset, by=request.user)
            return
        for row in formset.forms:
            if row.has_changed() and row.cleaned_data:
                save_paper(form.instance, row, by=request.user)
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def get_urls(self):
        pages = {**acts.PAGES, **review.PAGES, **aside.PAGES}
        return [
            *(path(address, self._view(view), name=f"projects_project_{name}")
              for name, (address, view) in pages.items()),
            *super().get_urls(),
        ]  # fmt: skip

    def _view(self, view):
        def page(request, **words):
            return view(self, request, **words)

        return self.admin_site.admin_view(page)


def save_paper(project: Project, row, *, by) -> None:
    """One line of the papers: written, or taken away."""
    fields = {key: value for key, value in row.cleaned_data.items() if key not in ("id", "project", "DELETE")}
    if row.cleaned_data.get("DELETE"):
        remove_evidence(project, by=by, kind=row.instance.kind)
        return
    set_evidence(project, by=by, **fields)
