from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.identity import plain_text
from investguangdong.accounts.models import User


class SignupForm(allauth.SignupForm):
    """Answers the same, and works as long, whether or not the address has an account already."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def clean_name(self):
        return plain_text(self.cleaned_data["name"])

    def try_save(self, request):
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]

    def clean_name(self):
        return plain_text(self.cleaned_data["name"])
