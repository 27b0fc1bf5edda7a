"""Documents and data rooms on the form of a listing; answers as a list of their own."""

from django import forms
from django.contrib import admin
from django.db.models import DateField
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin

from investguangdong.core.languages import best
from investguangdong.investors.models import Organisation
from investguangdong.projects.actions.hanging import keep_answer, keep_document, open_room
from investguangdong.projects.documents import check_file
from investguangdong.projects.models import Answer, Document, Project, Room

DATES = {DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}}


class DocumentForm(forms.ModelForm):
    """A file is checked by its first bytes; nothing else is stored."""

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            check_file(file)
        return file


class DocumentInline(admin.StackedInline):
    model = Document
    formfield_overrides = DATES
    form = DocumentForm
    extra = 0
    fields = [("title", "tier"), ("language", "dated", "is_sample"), "file"]


class RoomInline(admin.StackedInline):
    model = Room
    formfield_overrides = DATES
    extra = 0
    fields = [("organisation", "signed_on", "until")]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "organisation":
            kwargs["queryset"] = Organisation.objects.visible_to(request.user).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


KEEP = {Document: keep_document, Room: open_room}


def save_rows(formset, *, by) -> None:
    """Each row through its action, so that the audit has it."""
    for row in formset.save(commit=False):
        KEEP[formset.model](row, by=by)
    for row in formset.deleted_objects:
        row.delete()


@admin.register(Answer)
class AnswerAdmin(TranslationAdmin):
    list_display = ["said", "project", "answered_on", "answered_by", "is_public", "is_sample"]
    list_filter = ["is_public", "is_sample"]
    list_select_related = ["project", "answered_by"]
    search_fields = ["question_en", "question_zh_hans", "question_pt", "project__code"]
    raw_id_fields = ["project"]
    fields = ["project", "question", "answer", "is_public", "is_sample"]
    show_full_result_count = False

    def get_queryset(self, request):
        rows = Project.objects.visible_to(request.user).on_desk_of(request.user)
        return Answer.objects.visible_to(request.user).filter(project__in=rows)

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.project.can_be_changed_by(request.user))

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["project"] if obj else []

    def save_model(self, request, obj, form, change):
        keep_answer(obj, by=request.user)

    @admin.display(description=gettext_lazy("question"))
    def said(self, answer):
        return best(answer, "question").text
