"""Acts of the back office: each a page with one form over one action, reached from the row's own page."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from investguangdong.core import errors


@dataclass(frozen=True)
class Act:
    """`run(row, by=user, **fields of the form)`; `may(row, user)` says whether the button is there; `stale` are
    the errors of an act that has become impossible, answered with 409 and `sentence`."""

    name: str
    label: str
    run: Callable
    may: Callable[[object, object], bool]
    done: str
    form: type[forms.Form] = forms.Form
    stale: tuple[type[Exception], ...] = ()
    sentence: str = ""


class ActingMixin:
    """`acts` of an admin; the change form shows those that are possible now."""

    acts: tuple[Act, ...] = ()
    change_form_template = "admin/content/change_form.html"
    act_template = "admin/content/act.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.act_view)
        return [path("<int:pk>/act/<slug:name>/", view, name=self._act_url), *super().get_urls()]

    @property
    def _act_url(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_act"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        possible = [act for act in self.acts if row is not None and act.may(row, request.user)]
        buttons = [
            (reverse(f"admin:{self._act_url}", args=[row.pk, act.name]), act.label) for act in possible
        ]
        extra = {"acts": buttons, **self.beside(request, row), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra)

    def beside(self, request, row) -> dict:
        """What else the page of a row shows."""
        return {}

    def act_view(self, request, pk, name):
        row = self.get_queryset(request).filter(pk=pk).first()
        act = next((act for act in self.acts if act.name == name), None)
        if row is None or act is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        form = act.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            return self._run(request, row, act, form)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": act.label,
            "row": row,
            "form": form,
            "back": self._address(row),
            **self.beside(request, row),
        }
        refused = request.method == "POST"
        return render(request, self.act_template, context, status=422 if refused else 200)

    def _run(self, request, row, act: Act, form):
        try:
            made = act.run(row, by=request.user, **form.cleaned_data)
        except act.stale as error:
            sentence = str(act.sentence or _("This has changed meanwhile. Load the page again."))
            return errors.conflict(request, f"{sentence} {error}".strip())
        messages.success(request, act.done)
        return HttpResponseRedirect(self.after(act, row, made))

    def after(self, act: Act, row, made) -> str:
        return self._address(row)

    def _address(self, row) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
