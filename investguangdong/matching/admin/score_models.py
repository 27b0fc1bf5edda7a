"""The weights: which version serves, what another would change, and the acts of a person on them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import errors
from investguangdong.core.jobs import wake_on_commit
from investguangdong.matching import changes, scorecard
from investguangdong.matching.actions import NotPossible, activating, learning
from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.models import ScoreModel
from investguangdong.matching.weights import check, read

DIRECTIONS = {
    "to_projects": gettext_lazy("Projects for an investor"),
    "to_investors": gettext_lazy("Investors for a project"),
}


@admin.register(ScoreModel)
class ScoreModelAdmin(ReadOnly):
    list_display = ["what", "state", "difference", "served_from", "created_at"]
    list_display_links = None
    ordering = ["-created_at", "-pk"]
    change_list_template = "admin/matching/scoremodel/change_list.html"

    def get_queryset(self, request):
        return ScoreModel.objects.visible_to(request.user).select_related("activated_by")

    def get_object(self, request, object_id, from_field=None):
        """Addresses carry the name of the version."""
        return self.get_queryset(request).filter(version=object_id).first()

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("learn/", wrap(self.learn_view), name="matching_scoremodel_learn"),
            path("back/", wrap(self.back_view), name="matching_scoremodel_back"),
            path("<slug:version>/activate/", wrap(self.activate_view), name="matching_scoremodel_activate"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("version"), ordering="version")
    def what(self, model):
        return format_html('<a class="what" href="{}">{}</a>', address(model), model.version)

    @admin.display(description=gettext_lazy("state"))
    def state(self, model):
        return _("in use") if model.is_serving else _("learned") if model.is_learned else _("stated by hand")

    @admin.display(description=gettext_lazy("measured difference"))
    def difference(self, model):
        told = model.measured.get("to_projects") or model.measured.get("to_investors")
        return scorecard.signed(told["difference"]) if told else "–"

    def changelist_view(self, request, extra_context=None):
        context = {
            "title": _("Score models"),
            "serving": ScoreModel.objects.serving().version,
            "previous": ScoreModel.objects.served_before(),
            "last": last_training(),
            "fewest": learning.FEWEST,
            "may_decide": scope_of(request.user).writes_everywhere,
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        model = self._model(request, object_id)
        is_sound, serving = not check(model.weights), ScoreModel.objects.serving()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": model.version,
            "model": model,
            "serving": serving.version,
            "is_sound": is_sound,
            "directions": [direction for name in DIRECTIONS if (direction := measured(model, name))],
            "may_decide": is_sound and not model.is_serving and scope_of(request.user).writes_everywhere,
        }
        if is_sound:
            context |= self._scorecard(model, serving)
        return render(request, "admin/matching/scoremodel/change.html", context)

    def _scorecard(self, model, serving) -> dict:
        weights = read(model.weights)
        found = {"groups": list(scorecard.lines(weights)), "silent": scorecard.silent(weights)}
        if model.version != serving.version:
            found["compared"] = [
                (label, scorecard.compared(serving, weights, name))
                for name, label in DIRECTIONS.items()
                if getattr(serving, name) != getattr(weights, name)
            ]
            found["changes"] = changes.changes(weights)
            found["bands"] = [scorecard.BANDS[name] for name in changes.NAMES]
        return found

    def activate_view(self, request, version):
        model = self._model(request, version)
        return self._decide(
            request, lambda seen: activating.activate(model, by=request.user, instead_of=seen)
        )

    def back_view(self, request):
        return self._decide(request, lambda seen: activating.roll_back(by=request.user, instead_of=seen))

    def learn_view(self, request):
        self._check_may_decide(request)
        wake_on_commit("matching.train", request.user.pk)
        messages.success(
            request, _("The job has been asked for. A new version appears here when it is done.")
        )
        return HttpResponseRedirect(reverse("admin:matching_scoremodel_changelist"))

    def _decide(self, request, act):
        self._check_may_decide(request)
        try:
            model = act(request.POST.get("instead_of", ""))
        except NotPossible as problem:
            return errors.conflict(request, str(problem))
        messages.success(
            request,
            _("%(version)s serves now. All pairs are being scored anew.") % {"version": model.version},
        )
        return HttpResponseRedirect(reverse("admin:matching_scoremodel_changelist"))

    def _check_may_decide(self, request) -> None:
        """A person who works for the whole province, and by a form."""
        if not scope_of(request.user).writes_everywhere or request.method != "POST":
            raise PermissionDenied

    def _model(self, request, version) -> ScoreModel:
        if not self.has_view_permission(request):
            raise PermissionDenied
        model = self.get_object(request, version)
        if model is None:
            raise Http404
        return model


def last_training() -> dict | None:
    last = learning.last_training()
    if last is None:
        return None
    lists = [(DIRECTIONS[name], count) for name, count in last.lists]
    return {"at": last.at, "version": last.version, "lists": lists}


def address(model: ScoreModel) -> str:
    return reverse("admin:matching_scoremodel_change", args=[model.version])


def measured(model: ScoreModel, name: str) -> dict | None:
    """What was measured in one direction, in words; None where nothing was."""
    told = model.measured.get(name)
    if not told:
        return None
    return {
        **told,
        "name": DIRECTIONS[name],
        "verdict": scorecard.verdict(told["difference"]),
        "labels": [(scorecard.LABELS[kind], count) for kind, count in told["labels"].items()],
    }
