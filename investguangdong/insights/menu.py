"""The officers' menu: by what they do, not by which app keeps the rows. Pure."""

from django.utils.translation import gettext_lazy as _

GROUPS = [
    (
        _("Investors"),
        [
