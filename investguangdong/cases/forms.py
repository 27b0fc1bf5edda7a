"""The shape of what people write about cases."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.identity import fold_email
from investguangdong.cases import stages
from investguangdong.cases.models import TEXT_LIMIT, QuestionState, State
from investguangdong.core import clock, submissions

SHORTEST_QUESTION = 10
TOO_SHORT = _("Write at least %(limit_value)d characters. You have written %(show_value)d.")


def text_field(label, *, hint="", rows=7, minimum=1, required=True):
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        min_length=minimum if minimum > 1 else None,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": rows, "class": "in"}),
        error_messages={"required": _("Write something here."), "min_length": TOO_SHORT},
    )


class AskForm(forms.Form):
    """A question to a named officer. Nothing but these four is required of anybody."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "in"}),
        error_messages={"required": _("Enter your name, so that the officer can address you.")},
    )
    email = forms.EmailField(
        label=_("Work e-mail"),
        help_text=_("We answer here and never pass it on."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "in"}),
        error_messages={
            "required": _("Enter an e-mail address, such as name@company.pt"),
            "invalid": _("Enter an e-mail address, such as name@company.pt"),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the answer"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language of the answer.")},
    )
    question = text_field(
        _("Your question"),
        hint=_("Write in any language. Leave out trade secrets: you can share documents after verification."),
        minimum=SHORTEST_QUESTION,
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def clean_email(self):
        return fold_email(self.cleaned_data["email"])

    def clean_submission_key(self):
        return self.cleaned_data["submission_key"] or submissions.new_key()


class FollowUpForm(forms.Form):
    question = text_field(_("Write to your officer"), rows=5)
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def clean_submission_key(self):
        return self.cleaned_data["submission_key"] or submissions.new_key()


class VersionForm(forms.Form):
    """What an officer changes carries the version she has read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AnswerForm(VersionForm):
    """The composer: the answer, what it settles, which figures it cites, and whose move comes next."""

    text = text_field(_("Answer"), rows=12)
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)
    cites = forms.MultipleChoiceField(
        label=_("Figures to add below the answer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    wait = forms.BooleanField(
        label=_("The investor has the next move"),
        help_text=_("The clock stands still until she writes."),
        required=False,
    )
    promise = forms.CharField(label=_("I promise"), max_length=300, required=False)
    promise_on = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, questions=(), figures=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        self.figures = {figure["name"]: figure for figure in figures}
        self.fields["cites"].choices = [
            (figure["name"], f"{figure['label']}: {figure['value']}") for figure in figures
        ]
        for question in self.questions:
            self.fields[f"tick_{question.pk}"] = forms.ChoiceField(
                label=question.text, choices=QuestionState, initial=QuestionState.ANSWERED, required=False
            )

    def clean_promise_on(self):
        day = self.cleaned_data["promise_on"]
        if day and day < clock.today():
            raise forms.ValidationError(_("A promise lies in the future: choose today or a later day."))
        return day

    def clean(self):
        data = super().clean()
        if bool(data.get("promise")) != bool(data.get("promise_on")) and "promise_on" not in self.errors:
            self.add_error("promise_on", _("A promise needs words and a day."))
        return data

    @property
    def tick_fields(self):
        return [self[f"tick_{question.pk}"] for question in self.questions]

    def told(self) -> dict:
        """The arguments of `answer_case`."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "language": data["language"],
            "cites": [self.figures[name] for name in data["cites"]],
            "ticks": {q.pk: data[f"tick_{q.pk}"] or QuestionState.ANSWERED for q in self.questions},
            "wait": data["wait"],
            "promise": (data["promise"], data["promise_on"]) if data["promise"] else None,
            "version": data["version"],
        }


class AssignForm(VersionForm):
    officer = forms.ModelChoiceField(label=_("Officer"), queryset=None)
    deputy = forms.ModelChoiceField(label=_("Deputy"), queryset=None, required=False)

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = self.fields["deputy"].queryset = officers

    def clean(self):
        data = super().clean()
        if data.get("deputy") and data.get("deputy") == data.get("officer"):
            self.add_error("deputy", _("The deputy is another person than the officer."))
        return data


class NoteForm(forms.Form):
    text = text_field(_("Note for the desk"), hint=_("The investor never sees it."), rows=5)


class StateForm(VersionForm):
    state = forms.ChoiceField(label=_("State"), choices=State)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    lost_to = forms.CharField(label=_("Place it was lost to"), max_length=120, required=False)

    def clean(self):
        data = super().clean()
        if data.get("state") not in (None, State.ONGOING) and not data.get("reason"):
            self.add_error("reason", _("Say why: it is kept and counted."))
        if data.get("state") == State.LOST and not data.get("lost_to"):
            self.add_error("lost_to", _("Name the place, or write “not known”."))
        return data


def typed_field(need: stages.Requirement):
    kinds = {
        stages.DAY: lambda **o: forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **o),
        stages.AMOUNT: lambda **o: forms.DecimalField(min_value=0, max_digits=16, decimal_places=2, **o),
        stages.COUNT: lambda **o: forms.IntegerField(min_value=0, max_value=10_000_000, **o),
        stages.YES: forms.BooleanField,
        stages.TEXT: lambda **o: forms.CharField(max_length=500, **o),
    }
    return kinds[need.kind](
        label=need.label,
        help_text=need.hint,
        error_messages={"required": _("This stage cannot be entered without it.")},
    )


class MoveForm(VersionForm):
    """Fields come from the table of stages: what the stage asks for, filled with what is known."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args, case, to, **kwargs):
        super().__init__(*args, **kwargs)
        self.needs = () if stages.goes_back(case.stage, to) else stages.REQUIRED[to]
        for need in self.needs:
            field = typed_field(need)
            field.initial = case.facts.get(need.name)
            self.fields[need.name] = field
        if stages.needs_reason(case.stage, to):
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Going back or past a stage needs a reason.")
        self.order_fields([*(need.name for need in self.needs), "reason", "version"])

    def facts(self) -> dict:
        return {need.name: self.cleaned_data[need.name] for need in self.needs}
