"""What an organisation lets whom see of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.audit import actions as audit
from investguangdong.core import clock
from investguangdong.investors import disclosure
from investguangdong.investors.versions import NotPossible, locked


@transaction.atomic
def set_visibility(organisation, *, by, tiers: dict[str, str], version=None):
    """`tiers` is {field: tier} of `disclosure.DEFAULTS`; fields left out stay as they are."""
    row = locked(organisation, version)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    for field, tier in tiers.items():
        if field not in disclosure.DEFAULTS or tier not in disclosure.choices_of(field):
            raise NotPossible(_("Choose one of the readers offered."))
    changes = {
        field: (row.tier_of(field), tier) for field, tier in tiers.items() if row.tier_of(field) != tier
    }
    if changes:
        row.field_visibility = {**row.field_visibility, **{field: tiers[field] for field in changes}}
        row.changed_at = clock.now()
        row.version += 1
        row.save(update_fields=["field_visibility", "changed_at", "version"])
        audit.record("organisation.set_visibility", row, by=by, changes=changes)
    return row
