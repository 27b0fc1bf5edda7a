"""The five steps of a mandate. Each says why it asks; all but the first name and a sector can stay empty, and
empty means "not said", apart from "none needed" and "does not matter"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.fields import dress
from investguangdong.investors.choices import Mode, Weight, Wish
from investguangdong.investors.forms import MillionsField, PlainTextField, ticks
from investguangdong.investors.models import Mandate
from investguangdong.investors.step_form import Part, StepForm
from investguangdong.places.models import City, Cluster, Sector


class WhatForm(StepForm):
    number = 1
    title = _("What you look for")
    why = _("Sectors decide which projects we show you first. You see matches as soon as you save this step.")
    parts = (
        Part(_("The mandate"), ("name", "intent")),
        Part(
            _("Sectors"),
            ("sectors_core",),
            Wish.SECTOR,
            more=("sectors_also", "clusters"),
            never=("sectors_excluded",),
        ),
    )
    contradictions = (("sectors", "sectors_excluded"),)
    sectors_core = ticks(
        Sector.objects.enabled(),
        label=_("Sectors it is about"),
        help_text=_("Counts most. Choose one to three."),
        required=True,
        error_messages={"required": _("Choose at least one sector.")},
    )
    sectors_also = ticks(Sector.objects.enabled(), label=_("Also of interest"))
    clusters = ticks(Cluster.objects.enabled(), label=_("Industrial clusters you want to be part of"))
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
        fields = ["name", "intent", "sectors_excluded", "clusters"]
        labels = {"intent": _("It is to be")}

    field_order = ["name", "intent", "sectors_core", "sectors_also", "clusters", "sectors_excluded"]

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
        if {"sectors_core", "sectors_also"} & set(self.fields):
            data = self.cleaned_data
            core, also = data.pop("sectors_core", None) or [], data.pop("sectors_also", None) or []
            data["sectors"] = dict.fromkeys(also, Weight.USEFUL) | dict.fromkeys(core, Weight.CORE)
        return super().clean()


class HowForm(StepForm):
    number = 2
    title = _("How much, and how")
    why = _("Amounts are compared with what a project seeks; forms you rule out remove a project.")
    parts = (
        Part(
            _("Amount"),
            ("currency", "ticket_min", "ticket_max"),
            Wish.AMOUNT,
            more=("equity_min", "equity_max", "horizon_min", "horizon_max", "irr_min"),
        ),
        Part(_("Form of co-operation"), ("modes",), Wish.MODE, never=("modes_never",)),
    )
    ranges = ("ticket", "equity", "horizon")
    contradictions = (("modes", "modes_never"),)
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
        help_text=_("A project that offers nothing else is left out."),
    )

    class Meta:
        model = Mandate
        fields = [
            "ticket_min", "ticket_max", "currency", "modes", "modes_never",
            "equity_min", "equity_max", "horizon_min", "horizon_max", "irr_min",
        ]  # fmt: skip
        labels = {
            "currency": _("Currency"),
            "equity_min": _("Share you want, at least %"),
            "equity_max": _("Share you want, at most %"),
            "horizon_min": _("Years you stay, at least"),
            "horizon_max": _("Years you stay, at most"),
            "irr_min": _("Return, at least % a year"),
        }


class WhereForm(StepForm):
    number = 3
    title = _("Where, and what site")
    why = _("Land and electricity are the two things a city can tell you first whether it has.")
    parts = (
        Part(_("Cities"), ("cities",), Wish.PLACE, never=("cities_excluded",)),
        Part(
            _("Site"),
            ("land_min", "land_max", "land_none", "power_min", "power_none"),
            Wish.SITE,
            more=("floor_min", "green_power_min", "water_min", "port_km_max", "airport_km_max"),
        ),
    )
    ranges = ("land",)
    contradictions = (("cities", "cities_excluded"),)
    none_needed = (("land_none", ("land_min", "land_max")), ("power_none", ("power_min",)))
    cities = ticks(
        City.objects.enabled().in_guangdong(),
        label=_("Cities you have in mind"),
        help_text=_("None chosen: the whole province."),
    )
    cities_excluded = ticks(
        City.objects.enabled().in_guangdong(),
        label=_("Cities you rule out"),
        help_text=_("A project there is left out."),
    )
    land_none = forms.BooleanField(label=_("No land of our own is needed"), required=False)
    power_none = forms.BooleanField(label=_("No supply beyond the usual is needed"), required=False)

    class Meta:
        model = Mandate
        fields = [
            "cities", "cities_excluded", "land_min", "land_max", "power_min", "floor_min",
            "green_power_min", "water_min", "port_km_max", "airport_km_max",
        ]  # fmt: skip
        labels = {
            "land_min": _("Land, at least (hectares)"),
            "land_max": _("Land, at most (hectares)"),
            "power_min": _("Electricity needed (MW)"),
            "floor_min": _("Floor space, at least (m²)"),
            "green_power_min": _("Green share of the electricity, at least %"),
            "water_min": _("Water needed (tonnes a day)"),
            "port_km_max": _("A port within (km)"),
            "airport_km_max": _("An airport within (km)"),
        }


class WhenForm(StepForm):
    number = 4
    title = _("When, and at what stage")
    why = _("A site with permits and a site on paper are years apart; we rank by what your dates allow.")
    parts = (Part(_("Start"), ("start_from", "start_to"), Wish.TIME, never=("stage_min", "readiness_min")),)

    class Meta:
        model = Mandate
        fields = ["start_from", "start_to", "stage_min", "readiness_min"]
        labels = {
            "start_from": _("Start not before"),
            "start_to": _("Start not after"),
            "stage_min": _("Leave out projects that are not yet at"),
            "readiness_min": _("Leave out projects with a readiness below (0–100)"),
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
    parts = (Part("", ("headcount", "language", "digest", "notes")),)
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


class RenameForm(forms.ModelForm):
    name = PlainTextField(label=_("A name for this mandate"), max_length=120)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Mandate
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)
        dress(self)
