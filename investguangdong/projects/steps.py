"""The steps of a listing as data: a form over an action each. The desk draws one page for all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.core import clock
from investguangdong.projects import actions, four_eyes
from investguangdong.projects.models import (
    EvidenceKind,
    EvidenceState,
    Outcome,
    Project,
    Review,
    ReviewState,
    Status,
)
from investguangdong.projects.publishing import VERIFICATION_LASTS, may_become

ONWARD = ("ask", "publish-changes", "confirm", "submit", "city-review", "publish")
IN_REVIEW = (Status.SUBMITTED, Status.CITY_REVIEW, Status.PROVINCIAL_REVIEW)


class StepForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(StepForm):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


def day(label, **options):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class ShownUntilForm(StepForm):
    expires_on = day(
        _("Shown until"), help_text=_("At most 90 days from today: then the facts are checked again.")
    )

    def clean_expires_on(self):
        chosen = self.cleaned_data["expires_on"]
        if not clock.today() < chosen <= clock.today() + VERIFICATION_LASTS:
            raise forms.ValidationError(_("Choose a day between tomorrow and 90 days from today."))
        return chosen


class ConfirmForm(ShownUntilForm):
    """Who answers, and the letter that shows the right to offer; `cleaned_data["letter"]` is a paper."""

    officer = forms.ModelChoiceField(label=_("Lead officer"), queryset=User.objects.none())
    issued_by = forms.CharField(label=_("Right to offer: issued by"), max_length=200, required=False)
    issued_on = day(_("Right to offer: issued on"), required=False)
    number = forms.CharField(label=_("Right to offer: number"), max_length=80, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = User.objects.officers().order_by("name")

    def clean(self):
        told = super().clean()
        paper = {name: told.pop(name, None) for name in ("issued_by", "issued_on", "number")}
        if bool(paper["issued_by"]) != bool(paper["issued_on"]):
            raise forms.ValidationError(_("A letter has both an issuer and a date."))
        if paper["issued_by"]:
            kind = {"kind": EvidenceKind.RIGHT_TO_OFFER, "state": EvidenceState.CLEARED}
            told["letter"] = {**kind, **paper, "number": paper["number"] or ""}
        return told


class CloseForm(StepForm):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    reason = forms.CharField(label=_("In a sentence"), max_length=300, required=False)


def nothing(_project: Project) -> dict:
    return {}


def ninety_days(_project: Project) -> dict:
    return {"expires_on": clock.today() + VERIFICATION_LASTS}


def officer_and_days(project: Project) -> dict:
    named = {"officer": project.officer_id} if project.officer_id else {}
    return {**ninety_days(project), **named}


def beside(*states) -> Callable:
    """The step is there while what waits beside a public listing is in one of these states."""
    return lambda project, review: bool(review and review.kind != "first" and review.state in states)


def in_status(*statuses) -> Callable:
    return lambda project, review: project.status in statuses


def to_be_confirmed(project: Project, review: Review | None) -> bool:
    return project.is_unconfirmed and not (review and review.state == ReviewState.ASKED)


def always(project: Project, review: Review | None) -> bool:
    return project.status != Status.CLOSED


@dataclass(frozen=True)
class Step:
    """`to` is the status it leads to, if it does; `when` the rest of the condition; `whose` narrows the button
    (never the right, which the action checks) to the author or to others."""

    name: str
    label: object
    act: Callable
    to: str = ""
    form: type[forms.Form] = StepForm
    start: Callable[[Project], dict] = field(default=nothing)
    when: Callable = always
    whose: str = ""

    @property
    def leads_on(self) -> bool:
        """Towards the public: the one button that stands out."""
        return self.name in ONWARD

    def fits(self, project: Project, review: Review | None) -> bool:
        return (not self.to or may_become(project, self.to)) and self.when(project, review)


def review_to(status: str) -> Callable:
    return partial(actions.review_project, status=status)


WRITTEN = (ReviewState.WRITING, ReviewState.RETURNED)
ASKED = ReviewState.ASKED
ALL = (
    Step("ask", _("Send the changes for review"), actions.ask_for_review, when=beside(*WRITTEN)),
    Step("publish-changes", _("Publish these changes"), actions.publish_changes, when=beside(ASKED), whose="other"),
    Step(
        "return-changes", _("Return the changes"), actions.return_changes, form=ReasonForm, when=beside(ASKED),
        whose="other",
    ),
    Step("discard", _("Give up the changes"), actions.discard_changes, when=beside(*WRITTEN, ASKED)),
    Step(
        "confirm", _("Confirm this offer"), actions.confirm_project, form=ConfirmForm, start=officer_and_days,
        when=to_be_confirmed,
    ),
    Step("submit", _("Submit for review"), actions.submit_project, Status.SUBMITTED),
    Step(
        "city-review", _("Take into city review"), review_to(Status.CITY_REVIEW), Status.CITY_REVIEW,
        when=in_status(Status.SUBMITTED),
    ),
    Step("publish", _("Publish"), actions.publish_project, Status.PUBLISHED, ShownUntilForm, ninety_days),
    Step(
        "provincial-review", _("Pass to the province"), review_to(Status.PROVINCIAL_REVIEW),
        Status.PROVINCIAL_REVIEW,
    ),
    Step(
        "return", _("Return to the author"), review_to(Status.DRAFT), Status.DRAFT, ReasonForm,
        when=in_status(*IN_REVIEW), whose="other",
    ),
    Step(
        "withdraw", _("Take back to write on"), actions.withdraw_project, Status.DRAFT,
        when=in_status(*IN_REVIEW), whose="author",
    ),
    Step("verify", _("Confirm the facts today"), actions.verify_project, form=ShownUntilForm, start=ninety_days),
    Step("pause", _("Pause"), actions.pause_project, Status.PAUSED, ReasonForm),
    Step("close", _("Close"), actions.close_project, Status.CLOSED, CloseForm),
)  # fmt: skip
STEPS = {step.name: step for step in ALL}


def possible(project: Project, user, review: Review | None) -> list[Step]:
    """Those that fit the listing and this person, the next one first."""
    return [step for step in ALL if step.fits(project, review) and is_hers(step, project, user, review)]


def is_hers(step: Step, project: Project, user, review: Review | None) -> bool:
    if step.whose:
        wrote = four_eyes.is_author(project, user, review)
        decides = not four_eyes.objection_to_author(project, user, review)
        return wrote if step.whose == "author" else decides
    return not (step.to and four_eyes.objection(project, step.to, by=user, review=review))
