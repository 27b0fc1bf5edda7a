"""The forms of the sign-in library in our words, and the profile."""

from uuid import uuid4

from allauth.account import forms as allauth
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.fields import LABELS, OurWords, dress
from investguangdong.accounts.identity import plain_text
from investguangdong.accounts.models import User


class LoginForm(OurWords, allauth.LoginForm):
    pass


class SignupForm(OurWords, allauth.SignupForm):
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
            self.do_the_same_work()
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)

    def do_the_same_work(self) -> None:
        """Makes an account and takes it back, so that a stopwatch tells nothing either."""
        with transaction.atomic():
            decoy = User.objects.create_user(
                f"{uuid4()}@decoy.invalid", self.cleaned_data["password1"], name=self.cleaned_data["name"]
            )
            EmailAddress.objects.create(user=decoy, email=decoy.email, primary=True)
            transaction.set_rollback(True)


class AddEmailForm(OurWords, allauth.AddEmailForm):
    pass


class ResetPasswordForm(OurWords, allauth.ResetPasswordForm):
    pass


class NewPassword(OurWords):
    def labels(self):
        return {**LABELS, "password1": _("New password")}


class ResetPasswordKeyForm(NewPassword, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPassword, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(NewPassword, allauth.SetPasswordForm):
    pass


class ReauthenticateForm(OurWords, allauth.ReauthenticateForm):
    pass


class RequestLoginCodeForm(OurWords, allauth.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(OurWords, allauth.ConfirmLoginCodeForm):
    pass


class SecondFactorForm(OurWords, second_factor.AuthenticateForm):
    pass


class SecondFactorAgainForm(OurWords, second_factor.ReauthenticateForm):
    pass


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    pass


class NamedKey(OurWords):
    def labels(self):
        return {**LABELS, "name": _("A name for this key")}


class AddWebAuthnForm(NamedKey, webauthn.AddWebAuthnForm):
    pass


class EditWebAuthnForm(NamedKey, webauthn.EditWebAuthnForm):
    pass


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]
        labels = {"name": _("Your name")}
        help_texts = {"time_zone": _("Times on pages and in mail are shown in it, such as Europe/Lisbon.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("as the browser asks")), *settings.LANGUAGES]
        dress(self)

    def clean_name(self):
        return plain_text(self.cleaned_data["name"])
