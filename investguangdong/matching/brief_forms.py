"""The investor's forms of a brief."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.fields import dress
from investguangdong.core import languages
from investguangdong.investors.forms import PlainTextField
from investguangdong.matching import brief_questions, brief_words
from investguangdong.matching.actions.briefing import LEAST_DAYS, MOST_DAYS, GivesAway, working_day
from investguangdong.matching.brief_choices import MOST_QUESTIONS, EndReason
from investguangdong.matching.coarse import MAY_BE_LEFT_OUT

OWN_LENGTH = 300


def show_giveaways(form: forms.Form, problem: GivesAway) -> None:
    """Says at each field which words were found."""
    for name, words in problem.words.items():
        told = _("This gives you away: %(words)s. Say it in other words.") % {"words": ", ".join(words)}
        form.add_error(name if name in form.fields else None, told)


class BriefForm(forms.Form):
    """What cities read besides the facts, and which facts they read."""

    title = PlainTextField(
        label=gettext_lazy("Title of the brief"),
        max_length=120,
        help_text=gettext_lazy("Without your name or anything that leads to you."),
    )
    teaser = PlainTextField(
        label=gettext_lazy("In a few sentences"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What you make, for whom, what matters most. In your own language."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=settings.LANGUAGES)
    due_on = forms.DateField(
        label=gettext_lazy("Answers wanted by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("At least three working days of Guangdong; ten are usual."),
    )
    shown = forms.MultipleChoiceField(
        label=gettext_lazy("Facts the cities may read"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Sums, sizes and dates are shown as bands. Who asks and the sectors always stand."
        ),
    )
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Questions to every city"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own_questions = PlainTextField(
        label=gettext_lazy("Questions in your own words"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line. With those ticked at most ten."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, brief, facts):
        """`facts` are all the mandate has to tell, those kept back among them."""
        super().__init__(data, initial=initial_of(brief, facts))
        lines = brief_words.lines(facts)
        self.fields["shown"].choices = [
            (line.name, f"{line.label}: {line.text}") for line in lines if line.name in MAY_BE_LEFT_OUT
        ]
        sectors = next((fact["codes"] for fact in facts if fact["name"] == "sectors"), [])
        self.fields["questions"].choices = [
            (question.code, question.text) for question in brief_questions.for_sectors(sectors)
        ]
        dress(self)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if not working_day(LEAST_DAYS) <= day <= working_day(MOST_DAYS):
            raise forms.ValidationError(_("Choose a day between three and sixty working days from now."))
        return day

    def clean_own_questions(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["own_questions"].splitlines()]
        lines = [line for line in lines if line]
        if any(len(line) > OWN_LENGTH for line in lines):
            raise forms.ValidationError(_("A question has at most 300 characters."))
        return lines

    def clean(self):
        data = super().clean()
        count = len(data.get("questions") or []) + len(data.get("own_questions") or [])
        if count > MOST_QUESTIONS:
            told = _("At most ten questions; these are %(count)s.") % {"count": count}
            self.add_error("questions", told)
        return data

    def told(self) -> dict:
        """What `change_brief` takes."""
        data = dict(self.cleaned_data)
        shown = set(data.pop("shown"))
        offered = {name for name, _label in self.fields["shown"].choices}
        return {**data, "left_out": sorted(offered - shown)}


def initial_of(brief, facts) -> dict:
    rows = list(brief.questions.all())
    return {
        "title": brief.title,
        "teaser": brief.teaser,
        "language": brief.language,
        "due_on": brief.due_on,
        "shown": [fact["name"] for fact in facts if fact["name"] not in brief.left_out],
        "questions": [row.code for row in rows if row.code],
        "own_questions": "\n".join(row.text for row in rows if row.text),
        "version": brief.version,
    }


class ReasonForm(forms.Form):
    """Why the others were not chosen, or why the brief ends. The cities read both fields."""

    reason = forms.ChoiceField(label=gettext_lazy("Main reason"))
    note = PlainTextField(
        label=gettext_lazy("In your words"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The cities read this. They do not learn your name."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = EndReason.for_people()
        dress(self)


class AskBackForm(forms.Form):
    text = PlainTextField(
        label=gettext_lazy("Your question to this city"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("You can ask back once. Without your name."),
        error_messages={"required": gettext_lazy("Write a question.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


class SwapForm(forms.Form):
    """Another city in this place; none to leave it out."""

    position = forms.IntegerField(min_value=1, max_value=3, widget=forms.HiddenInput)
    city = forms.ModelChoiceField(
        None, label=gettext_lazy("Another city"), to_field_name="slug", required=False,
        empty_label=gettext_lazy("none: leave this place empty"),
    )  # fmt: skip

    def __init__(self, *args, standings, **kwargs):
        super().__init__(*args, **kwargs)
        cities = [one.city for one in standings]
        self.fields["city"].queryset = type(cities[0]).objects.filter(pk__in=[city.pk for city in cities])
        self.fields["city"].choices = [
            ("", self.fields["city"].empty_label),
            *((one.city.slug, f"{one.rank}. {languages.best(one.city, 'name').text}") for one in standings),
        ]
        dress(self)
