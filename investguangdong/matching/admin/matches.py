"""The matching desk: the investors for a project and the projects for a mandate with the explanation the investor
reads, unnamed until both sides have said yes."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.scopes import scope_of
from investguangdong.audit.actions import record_view
from investguangdong.core import errors, languages
from investguangdong.investors.models import Mandate
from investguangdong.matching.actions import NotPossible, decide, record_opened, record_shown, undo
from investguangdong.matching.admin.filters import AgeFilter, BandFilter, TurnFilter
from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.cards import cards, reader_of
from investguangdong.matching.choices import Reader, Side
from investguangdong.matching.forms import AnswerForm
from investguangdong.matching.introduce import obstacle
from investguangdong.matching.models import Feedback, Match
from investguangdong.matching.tallies import tally
from investguangdong.matching.unnamed import unnamed
from investguangdong.projects.models import Project

PAGES = "admin/matching/match"
A_PAGE = 10
DESK_FILTERS = (TurnFilter, BandFilter, AgeFilter)


@admin.register(Match)
class MatchAdmin(ReadOnly):
    list_display = ["what", "whom", "points", "said", "due"]
    list_display_links = None
    list_filter = [TurnFilter, BandFilter, AgeFilter, "gate", "project__city"]
    list_select_related = ["mandate__organisation", "project__city", "case"]
    list_per_page = 50
    search_fields = ["project__code", "project__title_en", "project__title_zh_hans", "mandate__code"]
    search_help_text = gettext_lazy("Reference or title of a project, number of a mandate")
    ordering = ["-score", "pk"]

    def get_queryset(self, request):
        rows = Match.objects.visible_to(request.user).standing().with_card().with_open_names(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_object(self, request, object_id, from_field=None):
        """Addresses carry the numbers of mandate and project, never the primary key."""
        mandate, _colon, project = object_id.partition(":")
        rows = Match.objects.visible_to(request.user).with_card()
        return rows.filter(mandate__code=mandate, project__code=project).first()

    def get_urls(self):
        def act(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"matching_match_{name}")

        return [
            act("<slug:mandate>:<slug:project>/answer/", self.answer_view, "answer"),
            act("<slug:mandate>:<slug:project>/undo/", self.undo_view, "undo"),
            act("project/<slug:code>/", self.project_view, "project"),
            act("mandate/<slug:code>/", self.mandate_view, "mandate"),
            *super().get_urls(),
        ]

    def get_list_filter(self, request):
        return self.list_filter if scope_of(request.user).everywhere else self.list_filter[:-1]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Matches"), **(extra_context or {})})

    @admin.display(description=gettext_lazy("project"), ordering="project__code")
    def what(self, match):
        address = reverse("admin:matching_match_change", args=[match.code])
        title = languages.best(match.project, "title").text
        return format_html(
            '<a class="what" href="{}">{}</a> <span class="quiet">{}</span>',
            address,
            title,
            match.project.code,
        )

    @admin.display(description=gettext_lazy("investor"))
    def whom(self, match):
        organisation = match.mandate.organisation
        return organisation.name if match.name_is_open else unnamed(organisation)

    @admin.display(description=gettext_lazy("score"), ordering="score")
    def points(self, match):
        return match.rounded

    @admin.display(description=gettext_lazy("investor / project"), ordering="state_investor")
    def said(self, match):
        return f"{match.get_state_investor_display()} / {match.get_state_project_display()}"

    @admin.display(description=gettext_lazy("answer due"), ordering="answer_due")
    def due(self, match):
        return format_html("{}", render_to_string("components/match_due.html", {"match": match}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        match = self._match(request, object_id)
        if request.method == "GET":
            record_view(match, by=request.user)
            if match.can_be_answered_by(request.user):
                record_opened(match, by=request.user, side=Side.PROJECT)
        return self._page(request, match, AnswerForm())

    def answer_view(self, request, mandate, project):
        match = self._match_to_answer(request, mandate, project)
        form = AnswerForm(request.POST or None)
        if not form.is_valid():
            return self._page(request, match, form, status=422 if request.method == "POST" else 200)
        try:
            match = decide(match, by=request.user, **form.cleaned_data)
        except NotPossible as problem:
            return errors.conflict(request, str(problem))
        told = _("Both sides agree. A case is open.") if match.is_introduced else _("Your answer is kept.")
        messages.success(request, told)
        return self._back_to(match)

    def undo_view(self, request, mandate, project):
        """Only what this side said last, and only until both sides agree."""
        match = self._match_to_answer(request, mandate, project)
        if request.method != "POST":
            return self._back_to(match)
        try:
            match = undo(match, by=request.user)
        except NotPossible as problem:
            return errors.conflict(request, str(problem))
        messages.success(request, _("The answer has been taken back."))
        return self._back_to(match)

    def project_view(self, request, code):
        """The mandates that suit a listing best, in the order in which they suit it."""
        self._may_look(request)
        rows = Project.objects.visible_to(request.user).on_desk_of(request.user).select_related("city")
        project = get_object_or_404(rows, code=code)
        found = self._standing(request).filter(project=project).most_wanted_first()
        context = {"project": project, "tally": tally([project])}
        return self._desk(request, found, languages.best(project, "title").text, context)

    def mandate_view(self, request, code):
        """The projects of the officer's cities for a mandate whose investor is open to her."""
        self._may_look(request)
        rows = Mandate.objects.visible_to(request.user).select_related("organisation")
        mandate = get_object_or_404(rows, code=code)
        found = self._standing(request).filter(mandate=mandate).best_first()
        return self._desk(request, found, mandate.name, {"mandate": mandate})

    def _standing(self, request):
        rows = Match.objects.visible_to(request.user).standing().with_card().with_open_names(request.user)
        for one in DESK_FILTERS:
            chosen = one(
                request, {one.parameter_name: [request.GET.get(one.parameter_name, "")]}, Match, self
            )
            rows = chosen.queryset(request, rows)
        return rows

    def _desk(self, request, found, title, context):
        page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
        if "project" in context and scope_of(request.user).may_write(context["project"].city):
            record_shown(page.object_list, by=request.user, first=page.start_index(), side=Side.PROJECT)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "page": page,
            "pairs": [
                (card, unnamed(card.match.mandate.organisation))
                for card in cards(page.object_list, reader=Reader.OFFICER)
            ],
            "filters": filters_of(request, self),
            **context,
        }
        return render(request, f"{PAGES}/desk.html", context)

    def _may_look(self, request) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _match(self, request, code) -> Match:
        self._may_look(request)
        match = self.get_object(request, code)
        if match is None:
            raise Http404
        return match

    def _match_to_answer(self, request, mandate, project) -> Match:
        match = self._match(request, f"{mandate}:{project}")
        if not (self.has_change_permission(request, match) and match.can_be_answered_by(request.user)):
            raise PermissionDenied
        return match

    def _back_to(self, match):
        return HttpResponseRedirect(reverse("admin:matching_match_change", args=[match.code]))

    def _page(self, request, match, form, *, status=200):
        answers = Feedback.objects.visible_to(request.user).meant().filter(match=match)
        can_answer = match.can_be_answered_by(request.user) and not match.is_mutual
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": languages.best(match.project, "title").text,
            "match": match,
            "card": cards([match], reader=reader_of(request.user, match))[0],
            "form": form,
            "investor": investor_of(match, request.user),
            "can_answer": can_answer,
            "can_undo": can_answer and match.state_project != "open",
            "obstacle": "" if match.is_mutual else obstacle(match),
            "answers": [shown(answer, match) for answer in answers],
        }
        return render(request, f"{PAGES}/change.html", context, status=status)


def filters_of(request, model_admin) -> list[tuple]:
    """(title, name, [(value, label, is chosen), …]) of the filters of a desk page."""
    found = []
    for one in DESK_FILTERS:
        value = request.GET.get(one.parameter_name, "")
        labels = [("", _("All")), *one(request, {}, Match, model_admin).lookup_choices]
        choices = [(key, label, key == value) for key, label in labels]
        found.append((one.title, one.parameter_name, choices))
    return found


def investor_of(match: Match, user) -> dict:
    """What the page says of the investor: no name before both sides have said yes."""
    organisation, mandate = match.mandate.organisation, match.mandate
    is_open = match.shows_investor_to(user)
    return {
        "name": organisation.name if is_open else "",
        "who": unnamed(organisation),
        "is_verified": organisation.is_verified,
        "organisation": organisation if is_open else None,
        "mandate": mandate if is_open else None,
    }


def shown(answer: Feedback, match: Match) -> dict:
    """What the investor wrote may hold a name: it is read once names are open."""
    may_read = answer.side == Side.PROJECT or match.is_introduced
    return {
        "at": answer.at,
        "side": answer.get_side_display(),
        "action": answer.get_action_display(),
        "reason": answer.get_reason_display() if answer.reason else "",
        "until": answer.until,
        "note": answer.note if may_read else "",
        "holds": answer.ended_at is None,
    }
