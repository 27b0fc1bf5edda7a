"""Somebody has read a text again and found it right."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from investguangdong.audit.actions import record
from investguangdong.content.models import Reviewed, edits
from investguangdong.core import clock

READ_AGAIN_AFTER = timedelta(days=182)


@transaction.atomic
def mark_reviewed(row: Reviewed, *, by, next_on: date | None = None) -> Reviewed:
    """Read today, due again in half a year unless another day is given."""
    if not edits(by, type(row)):
        raise PermissionDenied
    row.reviewed_on, row.reviewed_by = clock.today(), by
    row.next_review_on = next_on or clock.today() + READ_AGAIN_AFTER
    row.save(update_fields=["reviewed_on", "reviewed_by", "next_review_on"])
    record("content.reviewed", row, by=by, changes={"next_review_on": row.next_review_on})
    return row
