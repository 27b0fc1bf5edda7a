"""The organisation, and the five steps of a mandate. Each step says why it asks; all but the first name can
stay empty, and empty means "not said"."""

from decimal import Decimal

from django import forms
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.fields import dress
from investguangdong.accounts.identity import plain_text
from investguangdong.investors.choices import Mode, Weight
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.places.models import City, Sector

MILLION = Decimal(1_000_000)


class PlainTextField(forms.CharField):
    """NFC, without invisible and direction-changing characters: what is stored is what is seen."""

    def to_python(self, value):
        return plain_text(super().to_python(value))


class MillionsField(forms.DecimalField):
    """Typed in millions, handed on in whole units."""

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=10_000_000, decimal_places=3, **options)

    def clean(self, value):
        millions = super().clean(value)
        return None if millions is None else millions * MILLION

    def prepare_value(self, value):
        return format((value / MILLION).normalize(), "f") if isinstance(value, Decimal) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


def ticks(queryset, *, required=False, **options) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        queryset, required=required, to_field_name="slug", widget=forms.CheckboxSelectMultiple, **options
    )


class OrganisationForm(forms.ModelForm):
    name = PlainTextField(label=_("Legal name"), max_length=200)
    name_local = PlainTextField(
        label=_("Name in its own script"),
        max_length=200,
        required=False,
        help_text=_("For example the Chinese, Japanese or Korean name."),
    )
    sectors = ticks(Sector.objects.enabled(), label=_("What you do"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Organisation
        fields = [
            "name", "name_local", "country", "kind", "website", "registration_no", "founded",
            "employees", "in_china", "sectors", "disclosure",
        ]  # fmt: skip
        labels = {
            "country": _("Country or area of registration"),
            "kind": _("What kind of organisation"),
            "website": _("Website"),
            "registration_no": _("Registration number"),
            "founded": _("Founded in"),
            "employees": _("Employees"),
            "in_china": _("Do you have a company in the Mainland already?"),
            "disclosure": _("Who may see your organisation"),
        }
        help_texts = {
            "registration_no": _(
                "An officer compares it with the public register before marking you checked."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version if self.instance.pk else None)
        countries = self.fields["country"]
        countries.choices = [("", BLANK_CHOICE_LABEL), *list(countries.choices)[1:]]
        dress(self)


class StepForm(forms.ModelForm):
    """`number`, `title` and `why` are for the page; `cleaned_data` goes to `save_mandate_step`."""

    number: int
    title: str
    why: str
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version if self.instance.pk else None)
        dress(self)

    def refuse_both(self, wanted: str, unwanted: str) -> None:
        """The same thing cannot be wanted and excluded."""
        both = set(self.cleaned_data.get(wanted) or ()) & set(self.cleaned_data.get(unwanted) or ())
        if both:
            named = ", ".join(sorted(self.label_of(unwanted, item) for item in both))
            self.add_error(
                unwanted, _("You also chose this under what you want: %(names)s.") % {"names": named}
            )

    def label_of(self, field: str, item) -> str:
        return str(dict(self.fields[field].choices).get(item, item)) if isinstance(item, str) else str(item)

    def refuse_order(self, low: str, high: str) -> None:
        least, most = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if least is not None and most is not None and least > most:
            self.add_error(high, _("This is below the value you gave as the least."))


class WhatForm(StepForm):
    number = 1
    title = _("What you look for")
    why = _("Sectors decide which projects we show you first. You see matches as soon as you save this step.")
    sectors_core = ticks(
        Sector.objects.enabled(),
        label=_("Sectors it is about"),
        help_text=_("Counts most. Choose one to three."),
        required=True,
        error_messages={"required": _("Choose at least one sector.")},
    )
    sectors_also = ticks(Sector.objects.enabled(), label=_("Also of interest"))
    sectors_excluded = ticks(
        Sector.objects.enabled(),
        label=_("Never show"),
        help_text=_("A project in one of these is left out, whatever else fits."),
    )
    name = PlainTextField(
        label=_("A name for this mandate"),
        max_length=120,
        help_text=_("Only your organisation and officers you write to see it."),
    )

    class Meta:
        model = Mandate
        fields = ["name", "intent", "sectors_excluded"]
        labels = {"intent": _("It is to be")}

    field_order = ["name", "intent", "sectors_core", "sectors_also", "sectors_excluded"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = list(self.instance.sector_rows.select_related("sector"))
            core = [row.sector.slug for row in rows if row.weight == Weight.CORE]
            self.initial.setdefault("sectors_core", core)
            self.initial.setdefault(
                "sectors_also", [row.sector.slug for row in rows if row.weight < Weight.CORE]
            )

    def clean(self):
        data = super().clean()
        core, also = data.pop("sectors_core", None) or [], data.pop("sectors_also", None) or []
        data["sectors"] = {sector: Weight.USEFUL for sector in also} | {
            sector: Weight.CORE for sector in core
        }
        self.refuse_both("sectors", "sectors_excluded")
        return data


class HowForm(StepForm):
    number = 2
    title = _("How much, and how")
    why = _("Amounts are compared with what a project seeks; forms you rule out remove a project.")
    ticket_min = MillionsField(label=_("Investment from, million"), required=False)
    ticket_max = MillionsField(label=_("Investment up to, million"), required=False)
    modes = forms.MultipleChoiceField(
        label=_("Forms that suit you"),
        choices=Mode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    modes_never = forms.MultipleChoiceField(
        label=_("Forms you rule out"),
        choices=Mode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Mandate
        fields = [
            "ticket_min", "ticket_max", "currency", "modes", "modes_never",
            "equity_min", "equity_max", "horizon_min", "horizon_max",
        ]  # fmt: skip
        labels = {
            "currency": _("Currency"),
            "equity_min": _("Share you want, at least %"),
            "equity_max": _("Share you want, at most %"),
            "horizon_min": _("Years you stay, at least"),
            "horizon_max": _("Years you stay, at most"),
        }

    def clean(self):
        data = super().clean()
        for name in ("ticket", "equity", "horizon"):
            self.refuse_order(f"{name}_min", f"{name}_max")
        self.refuse_both("modes", "modes_never")
        return data


class WhereForm(StepForm):
    number = 3
    title = _("Where, and what site")
    why = _("Land and electricity are the two things a city can tell you first whether it has.")
    cities = ticks(
        City.objects.enabled().in_guangdong(),
        label=_("Cities you have in mind"),
        help_text=_("None chosen: the whole province."),
    )
    cities_excluded = ticks(City.objects.enabled().in_guangdong(), label=_("Cities you rule out"))

    class Meta:
        model = Mandate
        fields = ["cities", "cities_excluded", "land_min", "land_max", "power_min"]
        labels = {
            "land_min": _("Land, at least (hectares)"),
            "land_max": _("Land, at most (hectares)"),
            "power_min": _("Electricity needed (MW)"),
        }

    def clean(self):
        data = super().clean()
        self.refuse_order("land_min", "land_max")
        self.refuse_both("cities", "cities_excluded")
        return data


class WhenForm(StepForm):
    number = 4
    title = _("When, and at what stage")
    why = _("A site with permits and a site on paper are years apart; we rank by what your dates allow.")

    class Meta:
        model = Mandate
        fields = ["start_from", "start_to", "stage_min", "readiness_min"]
        labels = {
            "start_from": _("Start not before"),
            "start_to": _("Start not after"),
            "stage_min": _("The project should be at least at"),
            "readiness_min": _("Readiness at least (0–100)"),
        }
        help_texts = {
            "readiness_min": _("Computed from the documents a project has shown, such as land and permits."),
        }
        widgets = {
            "start_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "start_to": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean(self):
        data = super().clean()
        self.refuse_order("start_from", "start_to")
        return data


class PeopleForm(StepForm):
    number = 5
    title = _("People and notes")
    why = _("The number of jobs decides which programmes of a city apply; the language decides who answers.")
    notes = PlainTextField(
        label=_("Anything an officer should know"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Officers you write to read this. Leave out what is confidential."),
    )

    class Meta:
        model = Mandate
        fields = ["headcount", "language", "digest", "notes"]
        labels = {
            "headcount": _("People employed after three years"),
            "language": _("Answer me in"),
            "digest": _("Tell me of new matches"),
        }


STEPS: tuple[type[StepForm], ...] = (WhatForm, HowForm, WhereForm, WhenForm, PeopleForm)
