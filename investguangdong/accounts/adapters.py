"""Where the sign-in library asks us."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.identity import fold_email
from investguangdong.core import languages


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or ask for a sign-in code by mail."),
        "rate_limited": _("Too many tries. Wait a few minutes."),
        "incorrect_code": _("This code is not right, or it has been used."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("This is not your present password."),
    }

    def clean_email(self, email: str) -> str:
        """The folded form is what is stored, so it has to be an address itself."""
        folded = fold_email(email)
        try:
            validate_email(folded)
        except ValidationError as error:
            raise ValidationError(_("Type an address such as name@company.com.")) from error
        return folded

    def get_login_redirect_url(self, request) -> str:
        """One door, two rooms: officers go to their day, investors to their desk."""
        return resolve_url("admin:index" if request.user.is_staff else "pages:desk")

    def get_signup_redirect_url(self, request) -> str:
        return resolve_url("pages:desk")

    def get_logout_redirect_url(self, request) -> str:
        return f"/{languages.current()}/"

    def unstash_verified_email(self, request) -> None:
        """An address proven by an invitation's link counts where the account is opened for it
        (`is_email_verified`); it is not added to an account for another address."""
        return

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "")
        user.language = languages.current()
        return super().save_user(request, user, form, commit)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are kept encrypted: a copy of the database is no second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it has been used."),
        "unverified_email": _("Confirm your e-mail address first, then set up a second factor."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.SITE_HOST, "name": "Invest Guangdong"}


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"totp:" + key.encode()).digest())) for key in keys]
    )
