"""The matching desk: the investors for a project with the same reasons the investor reads, unnamed until both
sides have said yes."""

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
from investguangdong.core import errors, languages
from investguangdong.matching.actions import NotPossible, decide
from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.cards import cards
from investguangdong.matching.forms import AnswerForm
from investguangdong.matching.models import Feedback, Match


@admin.register(Match)
class MatchAdmin(ReadOnly):
    list_display = ["what", "whom", "points", "based_on", "state_investor", "state_project"]
    list_display_links = None
    list_filter = ["state_investor", "state_project", "gate", "project__city"]
    list_select_related = ["mandate__organisation", "project__city"]
    list_per_page = 50
    search_fields = ["project__code", "project__title_en", "project__title_zh_hans", "mandate__code"]
    search_help_text = gettext_lazy("Reference or title of a project, number of a mandate")
    ordering = ["-score", "pk"]

    def get_queryset(self, request):
        rows = Match.objects.visible_to(request.user).standing().with_card()
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_object(self, request, object_id, from_field=None):
        """Addresses carry the numbers of mandate and project, never the primary key."""
        mandate, _colon, project = object_id.partition(":")
        rows = Match.objects.visible_to(request.user).with_card()
        return rows.filter(mandate__code=mandate, project__code=project).first()

    def get_urls(self):
        answer = self.admin_site.admin_view(self.answer_view)
        return [
            path("<slug:mandate>:<slug:project>/answer/", answer, name="matching_match_answer"),
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
        if match.is_mutual:
            return organisation.name
        return f"{organisation.get_kind_display()}, {organisation.country.name}"

    @admin.display(description=gettext_lazy("score"), ordering="score")
    def points(self, match):
        return match.rounded

    @admin.display(description=gettext_lazy("based on"), ordering="known")
    def based_on(self, match):
        return _("%(known)s of %(asked)s facts") % {"known": match.known, "asked": match.asked}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        match = self._match(request, object_id)
        if request.method == "GET":
            record_view(match, by=request.user)
        return self._page(request, match, AnswerForm())

    def answer_view(self, request, mandate, project):
        match = self._match(request, f"{mandate}:{project}")
        if not (self.has_change_permission(request, match) and match.can_be_answered_by(request.user)):
            raise PermissionDenied
        form = AnswerForm(request.POST or None)
        if not form.is_valid():
            return self._page(request, match, form, status=422 if request.method == "POST" else 200)
        try:
            match = decide(match, by=request.user, **form.cleaned_data)
        except NotPossible as problem:
            return errors.conflict(request, str(problem))
        told = _("Both sides agree. A case is open.") if match.is_mutual else _("Your answer is kept.")
        messages.success(request, told)
        return HttpResponseRedirect(reverse("admin:matching_match_change", args=[match.code]))

    def _match(self, request, code) -> Match:
        if not self.has_view_permission(request):
            raise PermissionDenied
        match = self.get_object(request, code)
        if match is None:
            raise Http404
        return match

    def _page(self, request, match, form, *, status=200):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": languages.best(match.project, "title").text,
            "match": match,
            "card": cards([match])[0],
            "form": form,
            "shows_investor": match.shows_investor_to(request.user),
            "can_answer": match.can_be_answered_by(request.user) and not match.is_mutual,
            "answers": Feedback.objects.visible_to(request.user).filter(match=match).select_related("by"),
        }
        return render(request, "admin/matching/match/change.html", context, status=status)
