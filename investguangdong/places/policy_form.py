"""The facts of the policy check, asked in a GET form: none is needed, each says why it is asked."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.core.languages import best
from investguangdong.places.checking import Money
from investguangdong.places.policy_facts import NO_ZONE, activity_facts, place_facts
from investguangdong.places.rule_words import CHOICE_LABELS, FACT_LABELS
from investguangdong.places.rules import FACTS

NOT_KNOWN = [("", _("not known"))]
YES_NO = [*NOT_KNOWN, ("yes", _("yes")), ("no", _("no"))]
USUAL_CURRENCY = "USD"
GROUPED = re.compile(r"\d{1,3}([ ,.'’\u00a0\u202f]\d{3})+")
SHOWN_YEARS = (-3, 4)  # from and to, counted from the current one
MOST = Decimal(10) ** 15

WHY = {
    "city": _("Rewards and thresholds differ by city."),
    "zone": _("Four zones have tax rules of their own. A zone tells its city."),
    "sector": _("Tells manufacturing from services."),
    "activity": _("Sets the rate and the cap. The office confirms the class."),
    "enterprise": _("The rewards are for enterprises with foreign investment."),
    "new_investment": _(
        "Foreign capital actually paid in during the year: the base of the reward and its threshold."
    ),
    "fixed_investment": _("The base for large manufacturing projects."),
    "year": _("Each policy has a window. Without a year, today counts."),
    "is_headquarters": _("A recognised regional headquarters gets a reward of its own."),
    "is_encouraged": _("The lower tax of a zone is for industries on its list."),
    "is_substantive": _("Hengqin and Hetao ask for substantive operation there."),
    "main_income_share": _("Hetao asks for at least 60 % of income from the listed industry."),
    "residence": _("Relief of income tax depends on where a person comes from."),
    "is_talent": _("Relief of income tax is for recognised high-end and scarce talent."),
}
PARTS = [
    (_("Where and what"), ["city", "zone", "sector", "activity", "enterprise"]),
    (_("How much and when"), ["new_investment", "fixed_investment", "year"]),
    (_("For a headquarters or a zone"), [
        "is_headquarters", "is_encouraged", "is_substantive", "main_income_share",
    ]),
    (_("For your people"), ["residence", "is_talent"]),
]  # fmt: skip


class SumField(forms.DecimalField):
    """`50000000`, `50,000,000` and `50 000 000` are the same sum."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=MOST, decimal_places=2, required=False, **kwargs)

    def to_python(self, value):
        text = (value or "").strip()
        return super().to_python(re.sub(r"\D", "", text) if GROUPED.fullmatch(text) else text)


class PolicyCheck(forms.Form):
    """`homes` are the cooperation zones, `sections` the sections of the chosen sector by its slug."""

    def __init__(self, data, *, cities, zones, sectors, currencies, today):
        super().__init__(data)
        self.homes = {zone.slug: zone.city.slug for zone in zones}
        self.names = {place.slug: best(place, "name").text for place in [*cities, *zones]}
        named = {"city": cities, "zone": zones, "sector": sectors}
        choices = {name: [(row.slug, best(row, "name").text) for row in rows] for name, rows in named.items()}
        choices["zone"].append((NO_ZONE, _("in none of these")))
        first, last = SHOWN_YEARS
        choices["year"] = [(str(y), str(y)) for y in range(today.year + first, today.year + last)]
        for _part, names in PARTS:
            for name in names:
                self.fields[name] = field_of(name, choices.get(name))
                if FACTS.get(name, ("",))[0] == "money":
                    self.fields[f"{name}_currency"] = currency_field(currencies)

    def clean(self):
        """What contradicts itself is left aside, and said."""
        given = super().clean()
        city, home = given.get("city"), self.homes.get(given.get("zone", ""))
        if city and home and city != home:
            told = {"zone": self.names[given["zone"]], "home": self.names[home], "city": self.names[city]}
            self.add_error("zone", _("%(zone)s lies in %(home)s, not in %(city)s. Left aside.") % told)
        return given

    def facts(self, sections: list[str]) -> dict:
        """What is known, as `checking.check` takes it. A field that was refused is not known."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        known = {name: self._fact(name, given[name]) for name in FACTS if name in given}
        if "year" in given:
            known["year"] = int(given["year"])
        places = place_facts(given.get("city", ""), given.get("zone", ""), self.homes)
        return {**activity_facts(sections), **known, **places}

    def _fact(self, name: str, value):
        kind = FACTS[name][0]
        if kind == "money":
            return Money(value, self.cleaned_data.get(f"{name}_currency") or USUAL_CURRENCY)
        return value == "yes" if kind == "yes_no" else value

    @property
    def sector(self) -> str:
        self.full_clean()
        return self.cleaned_data.get("sector", "")

    @property
    def is_answered(self) -> bool:
        self.full_clean()
        return any(value not in ("", None) for name, value in self.cleaned_data.items() if name in WHY)

    @property
    def parts(self) -> list[tuple]:
        """(label, [(field, its currency or None)])"""
        return [(label, [(self[name], self.currency_of(name)) for name in names]) for label, names in PARTS]

    def currency_of(self, name: str):
        return self[f"{name}_currency"] if f"{name}_currency" in self.fields else None

    def without(self, *names: str) -> list[tuple[str, str]]:
        """What was given, as the pairs of an address, but for these."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name) and name not in names]


def field_of(name: str, choices: list | None) -> forms.Field:
    kind, fixed = FACTS.get(name, ("choice", ()))
    shared = {"label": FACT_LABELS.get(name, _("Sector")), "help_text": WHY[name], "required": False}
    if kind == "money":
        return SumField(label=shared["label"], help_text=shared["help_text"])
    if kind == "number":
        box = forms.NumberInput(attrs={"min": 0, "max": 100, "step": "any"})
        return forms.DecimalField(min_value=0, max_value=100, widget=box, **shared)
    if kind == "yes_no":
        return forms.ChoiceField(choices=YES_NO, **shared)
    options = [(value, CHOICE_LABELS[name, value]) for value in fixed] if choices is None else choices
    return forms.ChoiceField(choices=[*NOT_KNOWN, *options], **shared)


def currency_field(currencies) -> forms.Field:
    codes = [(code, code) for code in currencies]
    return forms.ChoiceField(label=_("Currency"), choices=codes, required=False, initial=USUAL_CURRENCY)
