"""What the record of acts and looks says about a person: her number, never her name."""

from django.utils.translation import gettext_lazy as _

from investguangdong.audit.models import AccessLog, AuditEntry, ChainLink
from investguangdong.core.privacy import Declaration, nothing

STAYS = _(
    "They stay, with the number of an account that no longer exists: a record that can be shortened proves "
    "nothing. Names, addresses and texts were never in it."
)


def acts() -> Declaration:
    return Declaration(
        label=_("What you did"),
        purpose=_("To show later who did what, and that nobody changed it."),
        kept_for=_("For good, without names."),
        models=(AuditEntry, ChainLink),
        rows=lambda user: AuditEntry.objects.filter(by=user),
        columns=("at", "verb", "object_type", "object_label", "changes"),
        erase=nothing,
        stays=STAYS,
    )


def looks() -> Declaration:
    return Declaration(
        label=_("What you looked at that is not public"),
        purpose=_("To tell people who looked at their data."),
        kept_for=_("For good, without names."),
        models=(AccessLog,),
        rows=lambda user: AccessLog.objects.filter(by=user),
        columns=("at", "act", "object_type", "object_label"),
        erase=nothing,
        stays=STAYS,
    )
