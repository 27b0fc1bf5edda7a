"""Briefs in the back office: a city's officers answer theirs in one form; the province sees all of them. Nobody
here reads the investor's name before a city is chosen, and no city sees another's part."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.scopes import scope_of
from investguangdong.audit.actions import record_view
from investguangdong.core import languages
from investguangdong.investors.versions import NotPossible, OldVersion
from investguangdong.matching import brief_table, brief_words
from investguangdong.matching.actions import brief_answers
from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.brief_answer_form import BriefAnswerForm, DeclineForm, ReplyForm, typed_in
from investguangdong.matching.models import Brief, CityBrief

PAGES = "admin/matching/citybrief"


@admin.register(CityBrief)
class CityBriefAdmin(ReadOnly):
    list_display = ["what", "due_on", "state", "answered_on", "contact"]
    list_display_links = None
    list_filter = ["state"]
    list_select_related = ["brief", "city", "contact"]
    list_per_page = 50
    search_fields = ["brief__number", "brief__title"]
    search_help_text = gettext_lazy("Number or title of a brief")
    ordering = ["brief__due_on", "pk"]

    def get_queryset(self, request):
        rows = CityBrief.objects.on_desk_of(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_object(self, request, object_id, from_field=None):
        """Addresses carry the number of the brief and the city, never the primary key."""
        number, _colon, slug = object_id.partition(":")
        rows = CityBrief.objects.on_desk_of(request.user).select_related(
            "brief__mandate__organisation", "city", "contact"
        )
        return rows.filter(brief__number=number, city__slug=slug).first()

    def get_list_display(self, request):
        """Who sees the whole province needs the city; a city's officer sees one city alone."""
        return [*self.list_display, "of_city"] if scope_of(request.user).everywhere else self.list_display

    def get_list_filter(self, request):
        return [*self.list_filter, "city"] if scope_of(request.user).everywhere else self.list_filter

    def get_urls(self):
        acts = {"answer": self.answer_view, "decline": self.decline_view, "reply": self.reply_view}
        return [*(self._path(act, view) for act, view in acts.items()), *super().get_urls()]

    def _path(self, act, view):
        address = f"<slug:number>:<slug:city>/{act}/"
        return path(address, self.admin_site.admin_view(view), name=f"matching_citybrief_{act}")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Briefs to answer"), **(extra_context or {})})

    @admin.display(description=gettext_lazy("brief"), ordering="brief__number")
    def what(self, part):
        address = reverse("admin:matching_citybrief_change", args=[part.code])
        return format_html(
            '<a class="what" href="{}">{}</a> <span class="quiet">{}</span>',
            address,
            part.brief.title,
            part.brief.number,
        )

    @admin.display(description=gettext_lazy("last day"), ordering="brief__due_on")
    def due_on(self, part):
        return part.brief.due_on

    @admin.display(description=gettext_lazy("answered"), ordering="sent_at")
    def answered_on(self, part):
        return part.sent_at

    @admin.display(description=gettext_lazy("city"), ordering="city")
    def of_city(self, part):
        return languages.best(part.city, "name").text

    def change_view(self, request, object_id, form_url="", extra_context=None):
        part = self._part(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        record_view(part.brief, by=request.user)
        return self._page(request, part)

    def answer_view(self, request, number, city):
        """The button says whether the draft is kept or the answer sent; only what is sent has to be complete."""
        part = self._part_to_work(request, number, city)
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:matching_citybrief_change", args=[part.code]))
        form = BriefAnswerForm(request.POST, part=part, by=request.user)
        typed, version = typed_in(request.POST), version_in(request.POST)
        if "send" not in request.POST:
            return self._act(
                request, part, {"form": form}, _("Your draft is kept. The investor sees nothing of it."),
                lambda: brief_answers.save_draft(part, by=request.user, typed=typed, version=version),
            )  # fmt: skip
        if not form.is_valid():
            return self._page(request, part, status=422, form=form)
        return self._act(
            request, part, {"form": form}, _("The answer is with the investor."),
            lambda: brief_answers.send_answer(
                part, by=request.user, answer=form.answer(), typed=typed, version=version
            ),
        )  # fmt: skip

    def decline_view(self, request, number, city):
        part = self._part_to_work(request, number, city)
        form = DeclineForm(request.POST or None)
        if not form.is_valid():
            return self._page(request, part, status=422 if form.is_bound else 200, decline=form)
        told = form.cleaned_data
        return self._act(
            request, part, {"decline": form}, _("The investor is told."),
            lambda: brief_answers.decline_brief(part, by=request.user, **told),
        )  # fmt: skip

    def reply_view(self, request, number, city):
        part = self._part_to_work(request, number, city)
        form = ReplyForm(request.POST or None)
        if not form.is_valid():
            return self._page(request, part, status=422 if form.is_bound else 200, reply=form)
        told = form.cleaned_data
        return self._act(
            request, part, {"reply": form}, _("The reply is with the investor."),
            lambda: brief_answers.reply_back(part, by=request.user, **told),
        )  # fmt: skip

    def _act(self, request, part, forms, told, act):
        """409 with everything that was typed, and what stands there now, where somebody else was quicker."""
        try:
            act()
        except OldVersion:
            part = self.get_object(request, part.code)
            problem = _(
                "Somebody else has changed this answer since you opened it. Compare, then save again."
            )
            return self._page(request, part, status=409, problem=problem, **reread(request, part, forms))
        except NotPossible as problem:
            return self._page(request, part, status=409, problem=str(problem), **forms)
        messages.success(request, told)
        return HttpResponseRedirect(reverse("admin:matching_citybrief_change", args=[part.code]))

    def _part(self, request, code) -> CityBrief:
        if not self.has_view_permission(request):
            raise PermissionDenied
        part = self.get_object(request, code)
        if part is None:
            raise Http404
        return part

    def _part_to_work(self, request, number, city) -> CityBrief:
        part = self._part(request, f"{number}:{city}")
        if not (self.has_change_permission(request, part) and part.can_be_answered_by(request.user)):
            raise PermissionDenied
        return part

    def _page(self, request, part, *, status=200, **given):
        """`given` holds forms that were refused, and the problem."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": part.brief.title,
            "shows_investor": part.shows_investor_to(request.user),
            **read_of(part),
            **self._work_on(request, part),
            **given,
        }
        if given.get("problem") and "form" in given:
            context["differences"] = differences(given["form"], part)
        return render(request, f"{PAGES}/change.html", context, status=status)

    def _work_on(self, request, part) -> dict:
        can_work = self.has_change_permission(request, part) and part.can_be_answered_by(request.user)
        can_answer = can_work and part.is_under_way and not part.brief.is_due
        read = {"version": part.version}
        return {
            "form": BriefAnswerForm(part=part, by=request.user) if can_answer else None,
            "decline": DeclineForm(initial=read),
            "reply": ReplyForm(initial=read),
            "can_answer": can_answer,
            "can_decline": can_answer and not part.is_answered,
            "can_reply": can_work and part.wants_reply and part.is_under_way,
        }


def read_of(part) -> dict:
    """The brief as the city reads it, and what the city has answered."""
    own = part.brief.language
    return {
        "part": part,
        "brief": part.brief,
        "lines": brief_words.lines(part.brief.facts),
        "questions": [
            (brief_words.question(row), own if row.text else "") for row in part.brief.questions.all()
        ],
        "table": brief_table.own(part) if part.is_answered else None,
    }


def reread(request, part, forms: dict) -> dict:
    """The same forms with what was typed, under the version that stands now."""
    data = request.POST.copy()
    data["version"] = str(part.version)
    if "form" in forms:
        return {"form": BriefAnswerForm(data, part=part, by=request.user)}
    return {name: type(form)(data) for name, form in forms.items()}


def differences(form, part) -> list[tuple[str, str]]:
    """(label, what the stored draft says) of each field that was typed otherwise."""
    typed = typed_in(form.data)
    return [
        (form.fields[name].label, ", ".join(stored))
        for name, stored in part.draft.items()
        if name in form.fields and stored != typed.get(name, [])
    ]


def version_in(data) -> int | None:
    number = data.get("version", "")
    return int(number) if number.isdecimal() and len(number) < 10 else None


@admin.register(Brief)
class BriefAdmin(ReadOnly):
    """All that was sent, for the province and auditors; a city's officers have their own list."""

    list_display = ["number", "title", "state", "due_on", "answers", "alike"]
    list_display_links = None
    list_filter = ["state"]
    search_fields = ["number", "title"]
    ordering = ["-pk"]

    def get_queryset(self, request):
        rows = (
            Brief.objects.visible_to(request.user)
            if scope_of(request.user).everywhere
            else Brief.objects.none()
        )
        return rows.exclude(sent_at=None).with_counts()

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return scope_of(request.user).everywhere and super().has_view_permission(request, obj)

    @admin.display(description=gettext_lazy("answers"))
    def answers(self, brief):
        return _("%(answers)s of %(cities)s") % {"answers": brief.answer_count, "cities": brief.city_count}
