"""The shape of what visitors and officers write. The forms of strangers need neither cookies nor scripts: a
signed time, a field that only machines fill in and a key that makes a second click harmless stand in for them."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.identity import fold_email, plain_text
from investguangdong.content import consent, links
from investguangdong.content.models import Market, Question
from investguangdong.core import submissions
from investguangdong.core.languages import best
from investguangdong.places.forms import ListFilter, any_of
from investguangdong.places.models import City, Sector

TEXT_LIMIT = 4000
TOO_OLD = _("The form was open too long. Your words are kept: send it once more.")
TOO_QUICK = _("That was very quick. Please send it once more.")


class StrangersForm(forms.Form):
    """What every form of a stranger carries. `is_from_a_machine` says that the trap was filled in."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    token = forms.CharField(widget=forms.HiddenInput, max_length=300)

    @classmethod
    def fresh(cls, **initial):
        key = submissions.new_key()
        return cls(initial={"submission_key": key, "token": links.form_token(key), **initial})

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("website", "").strip())

    def clean(self):
        data = super().clean()
        key = data.get("submission_key", "")
        try:
            links.check_form_token(data.get("token", ""), key)
        except links.SentTooQuickly:
            raise ValidationError(TOO_QUICK) from None
        except links.FormTooOld:
            self._renew()
            raise ValidationError(TOO_OLD) from None
        return data

    def _renew(self) -> None:
        """A new time and key in the form that is shown again, so that sending it once more works."""
        key = submissions.new_key()
        self.data = self.data.copy()
        self.data["submission_key"], self.data["token"] = key, links.form_token(key)

    @property
    def told(self) -> dict:
        """What the person wrote, without what the form carries for itself."""
        own = ("website", "submission_key", "token")
        return {name: value for name, value in self.cleaned_data.items() if name not in own}


def email_field(*, required: bool, hint) -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"),
        help_text=hint,
        required=required,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "in"}),
        error_messages={
            "required": _("Enter an e-mail address, such as name@company.pt"),
            "invalid": _("Enter an e-mail address, such as name@company.pt"),
        },
    )


class FeedbackForm(StrangersForm):
    page = forms.CharField(widget=forms.HiddenInput, max_length=300)
    useful = forms.TypedChoiceField(
        label=_("Was this page useful?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Is something wrong or missing?"),
        help_text=_("Which sentence or figure, and what it should be. No personal data, please."),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5, "class": "in"}),
    )
    email = email_field(
        required=False,
        hint=_(
            "Only if you want an answer. It comes within five working days; the address is removed after a year."
        ),
    )

    def clean_text(self):
        return plain_text(self.cleaned_data["text"])

    def clean_email(self):
        return fold_email(self.cleaned_data["email"])

    def clean(self):
        data = super().clean()
        if data.get("useful") is None and not data.get("text") and "text" not in self.errors:
            raise ValidationError(_("Choose yes or no, or write what is wrong."))
        return data


class NewsletterForm(StrangersForm):
    email = email_field(required=True, hint=_("You get one letter there to confirm it."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        help_text=_("None chosen: all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cities = forms.MultipleChoiceField(
        label=_("Cities"),
        help_text=_("None chosen: all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agrees = forms.BooleanField(
        label=_("I agree"),
        error_messages={"required": _("Without your agreement we may not write to you.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sectors"].choices = named(Sector.objects.enabled())
        self.fields["cities"].choices = named(City.objects.enabled().in_guangdong())
        self.fields["agrees"].help_text = consent.current()

    def clean_email(self):
        return fold_email(self.cleaned_data["email"])


def named(rows) -> list[tuple[str, str]]:
    return [(row.slug, best(row, "name").text) for row in rows]


ZONES = (
    ("Asia/Hong_Kong", _("Hong Kong and Macao")),
    ("Europe/Lisbon", _("Lisbon")),
    ("Europe/Berlin", _("Berlin")),
    ("America/New_York", _("New York")),
    ("America/Sao_Paulo", _("São Paulo")),
    ("Asia/Tokyo", _("Tokyo")),
)


class ContactFilter(ListFilter):
    """Who answers for a sector, in a language, for a market; and whose clock to show beside Guangdong's."""

    sector = any_of(_("Sector"), [])
    city = any_of(_("City"), [])
    language = any_of(_("Language"), settings.LANGUAGES)
    market = any_of(_("Where you are"), Market.choices)
    zone = any_of(_("Your time"), ZONES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("All")), *named(Sector.objects.enabled())]
        self.fields["city"].choices = [("", _("All")), *named(City.objects.enabled().in_guangdong())]
        self.fields["zone"].choices = [("", _("Four common ones")), *ZONES]

    def apply(self, queryset):
        chosen = self.chosen()
        if "sector" in chosen:
            queryset = queryset.for_sector(Sector.objects.get(slug=chosen["sector"]))
        if "city" in chosen:
            queryset = queryset.of_city(City.objects.get(slug=chosen["city"]))
        if "language" in chosen:
            queryset = queryset.filter(languages__contains=[chosen["language"]])
        if "market" in chosen:
            queryset = queryset.filter(markets__contains=[chosen["market"]])
        return queryset


class QuestionFilter(ListFilter):
    q = forms.CharField(label=_("Search the answers"), required=False, max_length=200)
    topic = any_of(_("Topic"), Question.Topic.choices)

    def _knows(self, name: str, value: str) -> bool:
        return name == "q" or super()._knows(name, value)

    def apply(self, queryset):
        chosen = self.chosen()
        if text := chosen.pop("q", "").strip():
            queryset = queryset.saying(text, "title", "answer")
        return queryset.filter(**chosen)


class UpdateFilter(ListFilter):
    sector = any_of(_("Sector"), [])
    city = any_of(_("City"), [])
    lookups = {"sector": "sectors__slug", "city": "cities__slug"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("All")), *named(Sector.objects.enabled())]
        self.fields["city"].choices = [("", _("All")), *named(City.objects.enabled().in_guangdong())]


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        min_length=10,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8, "class": "in"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), min_length=3, max_length=300, widget=forms.TextInput(attrs={"class": "in"})
    )
