"""What a person types to have her data put right, or to be erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.fields import dress
from investguangdong.accounts.identity import fold_email, plain_text
from investguangdong.core.privacy import declarations
from investguangdong.core.submissions import fingerprint, new_key


class CorrectionForm(forms.Form):
    about = forms.ChoiceField(label=_("Kind of data"))
    text = forms.CharField(
        label=_("What is wrong, and what is right"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The province’s desk answers within ten working days."),
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [(name, told.label) for name, told in declarations().items()]
        self.fields["submission_key"].initial = new_key
        dress(self)

    def clean_text(self):
        return plain_text(self.cleaned_data["text"])

    def sent(self) -> dict:
        """For the action: the words, and what tells a second click from a second request."""
        data = dict(self.cleaned_data)
        key = data.pop("submission_key")
        return {**data, "key": key, "fingerprint": fingerprint(data)}


class ErasureForm(forms.Form):
    ends_what_is_open = forms.BooleanField(label=_("End what is open, as listed above"), required=False)
    address = forms.EmailField(
        label=_("Type your e-mail address to confirm"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, user, open_ends, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if not open_ends:
            del self.fields["ends_what_is_open"]
        dress(self)

    def clean_ends_what_is_open(self):
        if not self.cleaned_data["ends_what_is_open"]:
            raise forms.ValidationError(_("Tick this, or wait until nothing is open any more."))
        return True

    def clean_address(self):
        if fold_email(self.cleaned_data["address"]) != self.user.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return self.cleaned_data["address"]
