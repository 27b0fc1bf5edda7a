"""How controls are dressed and called, in every form of accounts and investors."""

from django import forms
from django.utils.translation import gettext_lazy as _

TICKED = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect, forms.HiddenInput)

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "password1": _("Password"),
    "password2": _("The same password again"),
    "oldpassword": _("Present password"),
    "code": _("Code"),
    "passwordless": _("May sign in without a password (passkey)"),
}
HINTS = {
    "password1": _("At least 12 characters. A sentence is easier to remember than a riddle."),
    "passwordless": _("Leave this off for a key that only confirms a sign-in with password."),
}

# Sentences of the sign-in library that have no Portuguese of its own: named here, our catalogue has them.
THEIR_WORDS = [
    _("You must type the same password each time."),
    _("This email address is already associated with this account."),
    _("Your primary email address must be verified."),
    _("You cannot add more than %d email addresses."),
    _("You cannot remove your primary email address."),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _("Master key"),
    _("Backup key"),
]


def dress(form: forms.BaseForm) -> None:
    """The class of our text controls on every control that is one."""
    for field in form.fields.values():
        if not isinstance(field.widget, TICKED):
            field.widget.attrs.setdefault("class", "in")


class OurWords:
    """Replaces the labels and hints of the sign-in library's forms; takes out placeholders, which vanish
    while one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels().get(name, field.label)
            field.help_text = HINTS.get(name, "")
        dress(self)

    def labels(self) -> dict:
        return LABELS
