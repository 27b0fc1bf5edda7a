"""The form of a check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.fields import dress
from investguangdong.investors.choices import Proof
from investguangdong.investors.forms import PlainTextField


class VerifyForm(forms.Form):
    """`cleaned_data` goes to `verify_organisation`."""

    proof = forms.ChoiceField(label=_("Compared with"), choices=Proof, initial=Proof.REGISTER)
    reference = PlainTextField(
        label=_("Number or address of the paper"),
        max_length=200,
        required=False,
        help_text=_("For example the number of the extract, or the address of the register’s page."),
    )
    evidence = PlainTextField(
        label=_("What you compared with what"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "For example: extract of the Portuguese register of 20 November 2026. The owner reads it."
        ),
    )
    outcome = forms.TypedChoiceField(
        label=_("Outcome"),
        choices=[("yes", _("The entry is right")), ("no", _("It could not be confirmed"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    sentence = PlainTextField(
        label=_("Where not: one sentence for the owner"),
        max_length=400,
        required=False,
        help_text=_("What does not agree, and what would help. The owner reads exactly this."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)

    def clean(self):
        data = super().clean()
        if data.get("outcome") is False and not data.get("sentence"):
            self.add_error(
                "sentence", _("Say in one sentence what does not agree: the owner has to mend it.")
            )
        if "outcome" in data:
            data["confirmed"] = data.pop("outcome")
        return data
