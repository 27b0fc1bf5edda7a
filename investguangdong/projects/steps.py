"""The steps of a listing as data: a form over an action each. The desk draws one page for all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.projects import actions
from investguangdong.projects.models import Outcome, Project, Status
from investguangdong.projects.publishing import VERIFICATION_LASTS, may_become


class StepForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(StepForm):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ShownUntilForm(StepForm):
    expires_on = forms.DateField(
        label=_("Shown until"),
        help_text=_("At most 90 days from today: then the facts are checked again."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_expires_on(self):
        day = self.cleaned_data["expires_on"]
        if not clock.today() < day <= clock.today() + VERIFICATION_LASTS:
            raise forms.ValidationError(_("Choose a day between tomorrow and 90 days from today."))
        return day


class CloseForm(StepForm):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    reason = forms.CharField(label=_("In a sentence"), max_length=300, required=False)


def nothing(_project: Project) -> dict:
    return {}


def ninety_days(_project: Project) -> dict:
    return {"expires_on": clock.today() + VERIFICATION_LASTS}


@dataclass(frozen=True)
class Step:
    name: str
    label: object
    act: Callable
    to: str = ""
    form: type[forms.Form] = StepForm
    start: Callable[[Project], dict] = field(default=nothing)

    def fits(self, project: Project) -> bool:
        return may_become(project, self.to) if self.to else project.status != Status.CLOSED


STEPS = {
    step.name: step
    for step in (
        Step(
            "verify",
            _("Confirm the facts today"),
            actions.verify_project,
            form=ShownUntilForm,
            start=ninety_days,
        ),
        Step("submit", _("Submit for review"), actions.submit_project, Status.SUBMITTED),
        Step(
            "city-review",
            _("Take into city review"),
            partial(actions.review_project, status=Status.CITY_REVIEW),
            Status.CITY_REVIEW,
        ),
        Step(
            "provincial-review",
            _("Pass to the province"),
            partial(actions.review_project, status=Status.PROVINCIAL_REVIEW),
            Status.PROVINCIAL_REVIEW,
        ),
        Step(
            "return",
            _("Return to the author"),
            partial(actions.review_project, status=Status.DRAFT),
            Status.DRAFT,
            ReasonForm,
        ),
        Step("publish", _("Publish"), actions.publish_project, Status.PUBLISHED, ShownUntilForm, ninety_days),
        Step("pause", _("Pause"), actions.pause_project, Status.PAUSED, ReasonForm),
        Step("close", _("Close"), actions.close_project, Status.CLOSED, CloseForm),
    )
}


def possible(project: Project) -> list[Step]:
    return [step for step in STEPS.values() if step.fits(project)]
