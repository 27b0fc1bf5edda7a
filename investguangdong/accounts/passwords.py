"""Passwords that are known: in the list of leaked ones, or in this project's README."""

import re

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DEMO_PASSWORD = "guangdong-sample"  # noqa: S105 (published, works only with DEMO)
SIGNS_FOR_LETTERS = str.maketrans("013457@$!", "oieastasi")
TAIL = re.compile(r"[^a-z]+$|^[^a-z]+")


class KnownPasswordValidator(CommonPasswordValidator):
    """Refuses the 20,000 most frequent leaked passwords, also with figures or signs added at the ends, with
    signs put for letters, or written twice: at twelve characters, that is how people use them."""

    def validate(self, password, user=None):
        low = password.lower().strip()
        if any(form in self.passwords for form in self.forms(low)):
            raise ValidationError(self.get_error_message(), code="password_too_common")
        if low == DEMO_PASSWORD and not settings.DEMO:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def forms(self, low: str) -> set[str]:
        half = low[: len(low) // 2]
        bare = TAIL.sub("", low)
        read = {low, bare, TAIL.sub("", low.translate(SIGNS_FOR_LETTERS))}
        return (read | {half} if half * 2 == low else read) - {""}

    def get_error_message(self):
        return _("This password is on lists of leaked passwords. Choose one nobody else uses.")

    def get_help_text(self):
        return _("Not one that is on lists of leaked passwords.")
