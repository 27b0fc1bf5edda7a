"""The case desk in the back office: a list with clocks, the case, and one page for each act."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.scopes import scope_of
from investguangdong.audit.actions import record_view
from investguangdong.cases import stages
from investguangdong.cases.actions import (
    IllegalStep,
    Incomplete,
    OldVersion,
    add_note,
    answer_case,
    assign_case,
    change_state,
    keep_promise,
    move_stage,
)
from investguangdong.cases.desks import desk_with, officers_for
from investguangdong.cases.figures import figures_of
from investguangdong.cases.filters import ClockFilter, MineFilter
from investguangdong.cases.forms import AnswerForm, AssignForm, MoveForm, NoteForm, StateForm
from investguangdong.cases.journey import move_of, steps
from investguangdong.cases.models import Case, Promise, QuestionState
from investguangdong.core import errors, languages
from investguangdong.investors.models import Mandate

PAGES = "admin/cases/case"


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    list_display = ["what", "due", "who", "language_code", "stage", "owner"]
    list_display_links = None
    list_filter = [ClockFilter, MineFilter, "stage", "state", "language"]
    list_select_related = ["city", "organisation", "owner", "project"]
    list_per_page = 50
    search_fields = ["number", "subject", "contact_name", "organisation__name", "project__code"]
    search_help_text = gettext_lazy("Number, subject, person, organisation or project reference")
    ordering = ["due_at", "-received_at"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request):
        rows = Case.objects.visible_to(request.user).on_desk_of(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_list_display(self, request):
        return [*self.list_display, "desk"] if scope_of(request.user).everywhere else self.list_display

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Cases"), **(extra_context or {})})

    def get_list_filter(self, request):
        """Desks are a choice only for who sees more than her own."""
        return [*self.list_filter, "city"] if scope_of(request.user).everywhere else self.list_filter

    def get_object(self, request, object_id, from_field=None):
        """Addresses carry the number, never the primary key."""
        rows = self.get_queryset(request).select_related(
            "city", "organisation", "owner", "deputy", "project__city", "opened_by"
        )
        return rows.filter(number=object_id).first()

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        act = partial(self._path, "<slug:number>")
        return [
            act("answer", self.answer_view),
            act("assign", self.assign_view),
            act("note", self.note_view),
            act("state", self.state_view),
            act("kept", self.kept_view),
            self._path("<slug:number>/move/<slug:to>", "", self.move_view, name="move"),
            *super().get_urls(),
        ]

    def _path(self, stem, act, view, name=""):
        address = f"{stem}/{act}/" if act else f"{stem}/"
        return path(address, self.admin_site.admin_view(view), name=f"cases_case_{name or act}")

    @admin.display(description=gettext_lazy("case"), ordering="number")
    def what(self, case):
        address = reverse("admin:cases_case_change", args=[case.number])
        return format_html(
            '<a class="what" href="{}">{}</a> <span class="quiet">{}</span>',
            address,
            case.subject,
            case.number,
        )

    @admin.display(description=gettext_lazy("from"), ordering="contact_name")
    def who(self, case):
        return case.organisation or case.contact_name

    @admin.display(description=gettext_lazy("desk"), ordering="city")
    def desk(self, case):
        return languages.best(case.city, "name").text if case.city else _("Province")

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_code(self, case):
        return case.get_language_display()

    @admin.display(description=gettext_lazy("due"), ordering="due_at")
    def due(self, case):
        return format_html("{}", render_to_string("components/case_due.html", {"case": case}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The case itself: read here, changed only by the acts below."""
        case = self._case(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        record_view(case, by=request.user)
        return render(request, f"{PAGES}/case.html", self._page_of(request, case))

    def answer_view(self, request, number):
        case = self._case_to_work(request, number)
        open_questions = case.questions.exclude(state__in=QuestionState.settled())
        language = languages.supported(request.POST.get("language") or case.language)
        figures = figures_of(case.project, language)
        form = AnswerForm(
            request.POST or None,
            questions=open_questions,
            figures=figures,
            initial={"version": case.version, "language": case.language},
        )
        extra = {"mandates": self._mandates(request, case), "entries": self._entries(request, case)}
        if "preview" in request.POST and form.is_valid():
            extra |= {"preview": form.told()}
            return self._form(request, case, form, page="answer", title=_("Answer"), extra=extra)
        return self._act(
            request,
            case,
            form,
            page="answer",
            title=_("Answer"),
            extra=extra,
            act=lambda: answer_case(case, by=request.user, **form.told()),
        )

    def assign_view(self, request, number):
        case = self._case_to_work(request, number)
        form = AssignForm(
            request.POST or None,
            officers=officers_for(case.city, by=request.user),
            initial={"officer": case.owner_id, "deputy": case.deputy_id, "version": case.version},
        )
        return self._act(
            request,
            case,
            form,
            title=_("Assign"),
            act=lambda: self._assigned(request, case, form),
        )

    def note_view(self, request, number):
        case = self._case_to_work(request, number)
        form = NoteForm(request.POST or None)
        return self._act(
            request,
            case,
            form,
            title=_("Note"),
            act=lambda: add_note(case, by=request.user, **form.cleaned_data),
        )

    def state_view(self, request, number):
        case = self._case_to_work(request, number)
        form = StateForm(request.POST or None, initial={"state": case.state, "version": case.version})
        return self._act(
            request,
            case,
            form,
            title=_("State"),
            act=lambda: change_state(case, by=request.user, **form.cleaned_data),
        )

    def move_view(self, request, number, to):
        case = self._case_to_work(request, number)
        if to not in stages.ORDER:
            raise Http404
        if not stages.may_move(case.stage, to):
            return errors.conflict(
                request, _("A case moves one stage at a time, except past those that may be skipped.")
            )
        form = MoveForm(request.POST or None, case=case, to=to, initial={"version": case.version})
        title = _("Move to “%(stage)s”") % {"stage": stages.Stage(to).label}
        return self._act(request, case, form, title=title, act=lambda: self._moved(request, case, form, to))

    def kept_view(self, request, number):
        case = self._case_to_work(request, number)
        promise = Promise.objects.visible_to(request.user).filter(case=case, pk=_number(request.POST)).first()
        if promise is None:
            raise Http404
        keep_promise(promise, by=request.user)
        return self._done(request, case)

    @staticmethod
    def _assigned(request, case, form):
        city = desk_with(form.cleaned_data["officer"], case.city)
        return assign_case(case, by=request.user, city=city, **form.cleaned_data)

    @staticmethod
    def _moved(request, case, form, to):
        told = {"reason": form.cleaned_data["reason"], "version": form.cleaned_data["version"]}
        return move_stage(case, by=request.user, to=to, facts=form.facts(), **told)

    def _case(self, request, number) -> Case:
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = self.get_object(request, number)
        if case is None:
            raise Http404
        return case

    def _case_to_work(self, request, number) -> Case:
        case = self._case(request, number)
        if not (self.has_change_permission(request, case) and case.can_be_worked_by(request.user)):
            raise PermissionDenied
        return case

    def _act(self, request, case, form, *, title, act, page="form", extra=None):
        """One form over one action: 422 where the form is wrong, 409 where the case has moved on meanwhile."""
        if request.method == "POST" and form.is_valid():
            try:
                act()
            except OldVersion as error:
                return self._conflict(request, case, form, str(error))
            except IllegalStep as error:
                return errors.conflict(request, str(error))
            except Incomplete as error:
                for need in error.missing:
                    form.add_error(need.name, _("This stage cannot be entered without it."))
            else:
                return self._done(request, case)
        return self._form(request, case, form, page=page, title=title, extra=extra)

    def _form(self, request, case, form, *, title, page, extra=None):
        context = {**self._page_of(request, case), "form": form, "title": title, **(extra or {})}
        refused = form.is_bound and not form.is_valid()
        return render(request, f"{PAGES}/{page}.html", context, status=422 if refused else 200)

    def _conflict(self, request, case, form, sentence):
        case = self.get_object(request, case.number)
        context = {
            **self._page_of(request, case),
            "title": _("Changed meanwhile"),
            "sentence": sentence,
            "typed": [(field.label, field.value()) for field in form.visible_fields() if field.value()],
            "entries": self._entries(request, case),
        }
        return render(request, f"{PAGES}/conflict.html", context, status=409)

    def _done(self, request, case):
        messages.success(request, _("%(number)s is up to date.") % {"number": case.number})
        return HttpResponseRedirect(reverse("admin:cases_case_change", args=[case.number]))

    def _page_of(self, request, case) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": case.number,
            "case": case,
            "can_work": self.has_change_permission(request, case) and case.can_be_worked_by(request.user),
            "move": move_of(case),
            "steps": steps(case.stage, case.received_at, case.moves.all()),
            "questions": case.questions.all(),
            "promises": case.promises.all(),
            "entries": self._entries(request, case),
            "mandates": self._mandates(request, case),
            "figures": figures_of(case.project, languages.current()),
            "reachable": [
                (stage, [need.label for need in stages.missing(stage, case.facts)])
                for stage in stages.reachable(case.stage)
                if not stages.goes_back(case.stage, stage)
            ],
            "back": [stage for stage in stages.reachable(case.stage) if stages.goes_back(case.stage, stage)],
        }

    @staticmethod
    def _entries(request, case):
        return case.entries.visible_to(request.user).select_related("by").order_by("at", "pk")

    @staticmethod
    def _mandates(request, case):
        if case.organisation_id is None:
            return Mandate.objects.none()
        return Mandate.objects.visible_to(request.user).filter(organisation=case.organisation_id)[:3]


def _number(data) -> int:
    value = data.get("promise", "")
    return int(value) if value.isdecimal() and len(value) < 18 else 0
