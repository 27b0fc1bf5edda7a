"""Asking people in, giving them a role, and saying who sees what."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.fields import dress
from investguangdong.accounts.identity import fold_email
from investguangdong.core import clock, languages
from investguangdong.investors import disclosure
from investguangdong.investors.choices import Role, Tier
from investguangdong.investors.entry import label_of
from investguangdong.investors.forms import PlainTextField

ROLES = [
    (Role.OWNER, _("Owner: manages members, entry and mandates")),
    (Role.MEMBER, _("Member: changes entry and mandates, answers matches")),
    (Role.ADVISER, _("Adviser: works on the mandates until a day you name")),
    (Role.VIEWER, _("Reads only")),
]


class TermForm(forms.Form):
    """A role and the day it ends: an adviser has one, an owner has none."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("An adviser needs a day. From that day on nothing here is open to them any more."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)

    def clean(self):
        data = super().clean()
        role, ends_on = data.get("role"), data.get("ends_on")
        if role == Role.ADVISER and not ends_on and "ends_on" not in self.errors:
            self.add_error("ends_on", _("An adviser belongs to an organisation until a day you name."))
        if role == Role.OWNER and ends_on:
            self.add_error(
                "ends_on", _("An owner stays without an end. Choose another role, or leave the day empty.")
            )
        if ends_on and ends_on <= clock.today():
            self.add_error("ends_on", _("Choose a day that is still to come."))
        return data


class InviteForm(TermForm):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        help_text=_("The invitation works for this address only, once, for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"),
        choices=settings.LANGUAGES,
        help_text=_("Who has chosen a language here gets it in that one."),
    )
    field_order = ["email", "role", "ends_on", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", languages.current())
        self.initial.setdefault("role", Role.MEMBER)

    def clean_email(self):
        return fold_email(self.cleaned_data["email"])


class AskToJoinForm(forms.Form):
    """Who gave a register entry that is here already: asks its owners instead."""

    country = forms.CharField(max_length=2, widget=forms.HiddenInput)
    registration_no = forms.CharField(max_length=60, widget=forms.HiddenInput)
    note = PlainTextField(
        label=_("Who you are, for its owners"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They see your name, your e-mail address and this note."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


class VisibilityForm(forms.Form):
    """One choice a fact; `cleaned_data["tiers"]` goes to `set_visibility`."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", organisation.version)
        for name in disclosure.DEFAULTS:
            offered = disclosure.choices_of(name)
            self.fields[name] = forms.ChoiceField(
                label=label_of(name),
                choices=[(tier, Tier(tier).label) for tier in offered],
                disabled=len(offered) == 1,
            )
            self.initial.setdefault(name, organisation.tier_of(name))
        dress(self)

    def clean(self):
        data = super().clean()
        data["tiers"] = {name: data[name] for name in disclosure.DEFAULTS if name in data}
        return data
