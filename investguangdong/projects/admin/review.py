"""The review page: every line as the public has it and as it would go out, with the comments beside it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.core import errors
from investguangdong.core.languages import HTML_LANG, LANGUAGES
from investguangdong.projects import comparing, parity, steps, versions
from investguangdong.projects.actions import (
    IllegalStep,
    comment_on,
    reopen_comment,
    review_texts,
    settle_comment,
)
from investguangdong.projects.admin.acts import listing_of, listing_to_work
from investguangdong.projects.admin.columns import SHORT
from investguangdong.projects.models import Project, Publication, Review, ReviewComment
from investguangdong.projects.publishing import gaps

ACTS = {"settle": settle_comment, "reopen": reopen_comment}


class CommentForm(forms.Form):
    line = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    answers = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_must = forms.BooleanField(label=gettext_lazy("Must be put right before it goes on"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = comparing.line_names()


def review_view(desk, request, code):
    project = listing_of(desk, request, code)
    if request.method != "POST":
        start = {"line": request.GET.get("line", ""), "answers": whole(request.GET.get("answer"))}
        return page(desk, request, project, CommentForm(initial=start))
    listing_to_work(desk, request, code)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return page(desk, request, project, form, status=422)
    told = form.cleaned_data
    answered = comment_of(request, project, told.pop("answers")) if told.get("answers") else None
    told.pop("answers", None)
    comment = comment_on(project, by=request.user, answers=answered, **told)
    return back_to(project, f"c{comment.number}")


def whole(text) -> int | None:
    return int(text) if str(text or "").isdecimal() else None


def comment_of(request, project, number) -> ReviewComment:
    rows = ReviewComment.objects.visible_to(request.user).filter(project=project)
    comment = rows.select_related("project").filter(number=number).first()
    if comment is None:
        raise Http404
    return comment


def comment_view(desk, request, code, number, act):
    """Settles a comment or opens it again."""
    if act not in ACTS:
        raise Http404
    project = listing_to_work(desk, request, code)
    comment = comment_of(request, project, number)
    if request.method == "POST":
        try:
            ACTS[act](comment, by=request.user)
        except IllegalStep as error:
            return errors.conflict(request, str(error))
    return back_to(project, f"c{comment.number}")


def texts_view(desk, request, code):
    """Texts that a person has compared with their source: `cell` is text:language, any number of them."""
    project = listing_to_work(desk, request, code)
    if request.method == "POST":
        cells = [cell.split(":", 1) for cell in request.POST.getlist("cell") if ":" in cell]
        wanted = [(name, code) for name, code in cells if name in versions.TEXTS and code in LANGUAGES]
        review_texts(project, by=request.user, cells=wanted)
        messages.success(request, _("Texts marked as reviewed: %(count)s.") % {"count": len(wanted)})
    return back_to(project, "languages")


def back_to(project, anchor):
    address = reverse("admin:projects_project_review", args=[project.code])
    return HttpResponseRedirect(f"{address}#{anchor}")


def page(desk, request, project: Project, form, *, status=200):
    rounds = Review.objects.visible_to(request.user).filter(project=project)
    beside = rounds.beside(project)
    draft = versions.with_values(project, beside.proposal) if beside else project
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("Review"),
        "project": project,
        "form": form,
        "answered": form.initial.get("answers"),
        "can_work": desk.has_change_permission(request, project),
        "rounds": rounds.select_related("asked_by", "answered_by", "taken_by"),
        **compared(request, project, draft, beside),
        **languages_of(draft),
    }
    context["steps"] = (
        steps.possible(project, request.user, beside or rounds.open_of(project))
        if context["can_work"]
        else ()
    )
    return render(request, "admin/projects/project/review.html", context, status=status)


def compared(request, project, draft, beside) -> dict:
    publications = Publication.objects.visible_to(request.user).filter(project=project)
    chosen = publications.filter(number=whole(request.GET.get("since")) or 0).first()
    if chosen is None and not project.is_public:
        chosen = publications.first()
    comments = list(
        ReviewComment.objects.visible_to(request.user)
        .filter(project=project)
        .select_related("by", "resolved_by")
        .order_by("number")
    )
    base, threads = comparing.base_of(project, chosen), comparing.threads_by_line(comments)
    only = request.GET.get("show") == "changed"
    found = comparing.groups(base, draft, threads, only_changed=only)
    return {
        "base": base,
        "chosen": chosen,
        "review": beside,
        "groups": [*found, *linked(project, chosen, beside, threads)],
        "general": threads.get("", []),
        "must_fix": sum(one.is_must and not one.is_settled for one in comments),
        "publications": publications.select_related("by").defer("data"),
        "only_changed": only,
        "gaps": gaps(draft),
        "one_sided": versions.one_sided(versions.differences(base, draft), draft) if base else [],
    }


def linked(project, chosen, beside, threads) -> list[comparing.Group]:
    """What hangs on the row: sectors, policies, papers."""
    now = {name: versions.slugs(getattr(project, name).all()) for name in versions.LISTS}
    proposed = {name: beside.proposal[name] for name in versions.LISTS if beside and name in beside.proposal}
    lists = comparing.list_lines(chosen.data if chosen else now, now | proposed, threads)
    papers = comparing.paper_lines(project.evidence.all(), threads)
    groups = [comparing.Group(_("Sectors and policies"), lists), comparing.Group(_("Papers"), papers)]
    return [group for group in groups if group.lines]


def languages_of(draft) -> dict:
    rows = parity.matrix(draft)
    return {
        "parity": rows,
        "language_heads": [(HTML_LANG[code], SHORT[code]) for code in LANGUAGES],
        "stale": [cell for row in rows for cell in row.cells if cell.state == "stale"],
    }


PAGES = {
    "review": ("<slug:code>/review/", review_view),
    "comment": ("<slug:code>/comments/<int:number>/<slug:act>/", comment_view),
    "texts": ("<slug:code>/texts/", texts_view),
}
