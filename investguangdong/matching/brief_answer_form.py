"""The one form in which every city answers a brief. What is typed is kept as typed; what is sent is complete."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.fields import dress
from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import desk_of
from investguangdong.core import clock, languages
from investguangdong.investors.forms import PlainTextField
from investguangdong.matching import brief_words
from investguangdong.matching.actions.brief_answers import Answer, Figure, Reply, verdicts_for
from investguangdong.matching.brief_choices import (
    MOST_SITES,
    DeclineReason,
    FigureName,
    FigureState,
    ReplyState,
)
from investguangdong.matching.brief_table import VERDICTS
from investguangdong.matching.models import CityBrief
from investguangdong.places.checking import DOES_NOT, ORDER
from investguangdong.places.models import Policy
from investguangdong.projects.models import Project

MOST_LISTINGS = 200
A_DAY = {"type": "date"}
NOT_TYPED = ("csrfmiddlewaretoken", "send", "save", "version")


def typed_in(data) -> dict[str, list[str]]:
    """The posted fields, as lists, for the draft."""
    return {name: data.getlist(name) for name in data if name not in NOT_TYPED}


def day_field(label, **options) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(A_DAY, format="%Y-%m-%d"), **options
    )


def figure_parts(name: FigureName) -> list[tuple[str, str]]:
    value = _("Day") if name == FigureName.READY_ON else _("Value")
    return [
        ("state", _("State")), ("value", value), ("source", _("Source")), ("as_of", _("As of")), ("note", _("Remark")),
    ]  # fmt: skip


def reply_parts() -> list[tuple[str, str]]:
    return [("state", _("State")), ("text", _("Answer")), ("coming_on", _("Coming on"))]


def area(label, *, rows=3, **options) -> PlainTextField:
    return PlainTextField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class BriefAnswerForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=settings.LANGUAGES)
    summary = area(gettext_lazy("In a few sentences"), max_length=2000, required=False)
    sites = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Sites offered"),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("From the published listings of your city; at most five."),
    )
    policies = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Policies that apply"),
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Beside each stands what the check of this site says of the brief."),
    )
    contact = forms.ModelChoiceField(None, label=gettext_lazy("Contact officer"))
    valid_until = forms.DateField(
        label=gettext_lazy("This answer holds until"), widget=forms.DateInput(A_DAY, format="%Y-%m-%d")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, part: CityBrief, by):
        super().__init__(data, initial=initial_of(part, by))
        self.part = part
        self.questions = list(part.brief.questions.all())
        self._offer_sites()
        self._offer_policies()
        people = desk_of(part.city)
        self.fields["contact"].queryset = User.objects.filter(pk__in=[one.pk for one in people])
        for name in FigureName:
            self._ask_figure(name)
        for question in self.questions:
            self._ask(question)
        dress(self)

    def _offer_sites(self):
        rows = (
            Project.objects.listed()
            .filter(city=self.part.city)
            .order_by("-published_at", "-pk")[:MOST_LISTINGS]
        )
        field = self.fields["sites"]
        field.queryset = Project.objects.listed().filter(city=self.part.city)
        field.choices = [(row.code, f"{languages.best(row, 'title').text} ({row.code})") for row in rows]

    def _offer_policies(self):
        verdicts = {slug: state for slug, state in verdicts_for(self.part).items() if state != DOES_NOT}
        rows = Policy.objects.enabled().in_force(clock.today()).for_city(self.part.city)
        field = self.fields["policies"]
        field.queryset = rows
        ranked = sorted(rows.order_by("position"), key=lambda row: ORDER.get(verdicts.get(row.slug), 3))
        field.choices = [(row.slug, self._called(row, verdicts)) for row in ranked if row.slug in verdicts]

    @staticmethod
    def _called(policy, verdicts) -> str:
        return f"{languages.best(policy, 'title').text}: {VERDICTS[verdicts[policy.slug]]}"

    def _ask_figure(self, name: FigureName):
        """The label names the figure too, for the summary of errors; the page shows the part alone."""
        says = {part: f"{name.label}: {label}" for part, label in figure_parts(name)}
        number = {"required": False, "min_value": 0, "max_digits": 14, "decimal_places": 3}
        is_day = name == FigureName.READY_ON
        value = day_field(says["value"]) if is_day else forms.DecimalField(label=says["value"], **number)
        self.fields |= {
            f"{name}_state": forms.ChoiceField(label=says["state"], choices=FigureState.choices),
            f"{name}_value": value,
            f"{name}_source": PlainTextField(label=says["source"], required=False, max_length=200),
            f"{name}_as_of": day_field(says["as_of"]),
            f"{name}_note": PlainTextField(label=says["note"], required=False, max_length=200),
        }

    def _ask(self, question):
        place = f"q{question.position}"
        says = {part: f"{question.position}. {label}" for part, label in reply_parts()}
        self.fields |= {
            f"{place}_state": forms.ChoiceField(label=says["state"], choices=ReplyState.choices),
            f"{place}_text": area(says["text"], required=False, max_length=2000),
            f"{place}_coming_on": day_field(says["coming_on"]),
        }

    @property
    def figure_rows(self) -> list[tuple]:
        """(label, [(part, field)]) of each figure, for the page."""
        return [
            (name.label, [(label, self[f"{name}_{part}"]) for part, label in figure_parts(name)])
            for name in FigureName
        ]

    @property
    def question_rows(self) -> list[tuple]:
        """(words, language of own words, [(part, field)]) of each question."""
        own = self.part.brief.language
        return [
            (
                brief_words.question(row),
                own if row.text else "",
                [(label, self[f"q{row.position}_{part}"]) for part, label in reply_parts()],
            )
            for row in self.questions
        ]

    def clean_sites(self):
        sites = list(self.cleaned_data["sites"])
        if len(sites) > MOST_SITES:
            raise forms.ValidationError(_("At most five sites; these are %(count)s.") % {"count": len(sites)})
        return sites

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day <= self.part.brief.due_on:
            told = _("The answer must hold beyond the last day for answers, so that the investor can choose.")
            raise forms.ValidationError(told)
        return day

    def clean(self):
        data = super().clean()
        for name in FigureName:
            self._check_figure(data, name)
        for question in self.questions:
            self._check_reply(data, f"q{question.position}")
        return data

    def _check_figure(self, data, name):
        if data.get(f"{name}_state") != FigureState.GIVEN:
            if data.get(f"{name}_value") is not None:
                self.add_error(
                    f"{name}_state", _("There is a value, so say that this is the figure, or take it out.")
                )
            return
        for part, told in (("value", _("Give the value.")), ("source", _("Say where it stands.")),
                           ("as_of", _("Say as of when."))):  # fmt: skip
            if data.get(f"{name}_{part}") in (None, "") and f"{name}_{part}" not in self.errors:
                self.add_error(f"{name}_{part}", told)

    def _check_reply(self, data, place):
        state = data.get(f"{place}_state")
        if state == ReplyState.ANSWERED and not data.get(f"{place}_text"):
            self.add_error(f"{place}_text", _("Write the answer, or leave the question open."))
        if state == ReplyState.COMING and not data.get(f"{place}_coming_on"):
            self.add_error(f"{place}_coming_on", _("Say by which day the answer comes."))

    def answer(self) -> Answer:
        data = self.cleaned_data
        return Answer(
            language=data["language"],
            summary=data["summary"],
            contact=data["contact"],
            valid_until=data["valid_until"],
            sites=data["sites"],
            policies=list(data["policies"]),
            figures={name.value: self._figure(name) for name in FigureName},
            replies={row.position: self._reply(f"q{row.position}") for row in self.questions},
        )

    def _figure(self, name) -> Figure:
        data, kind = self.cleaned_data, "day" if name == FigureName.READY_ON else "value"
        told = {part: data[f"{name}_{part}"] for part in ("state", "source", "as_of", "note")}
        return Figure(**told, **{kind: data[f"{name}_value"]})

    def _reply(self, place: str) -> Reply:
        data = self.cleaned_data
        return Reply(data[f"{place}_state"], data[f"{place}_text"], data[f"{place}_coming_on"])


def initial_of(part: CityBrief, by) -> dict:
    """What was typed last, exactly; at first the officer's language and herself where she is of the desk."""
    many = ("sites", "policies")
    draft = {name: values if name in many else (values or [""])[0] for name, values in part.draft.items()}
    return {"language": part.brief.language, "contact": by.pk, **draft, "version": part.version}


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why the city does not answer"), choices=DeclineReason.choices
    )
    note = PlainTextField(
        label=gettext_lazy("In your words"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The investor reads this."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "decline_%s", **kwargs})
        dress(self)


class ReplyForm(forms.Form):
    text = area(
        gettext_lazy("Your reply"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write a reply.")},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "reply_%s", **kwargs})
        dress(self)
