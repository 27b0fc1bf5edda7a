"""The track record: what was announced comes from its source, what came of it from an officer."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from investguangdong.audit.actions import record as audit
from investguangdong.projects.models import TrackRecord


@transaction.atomic
def record_realised(record: TrackRecord, *, by, amount: Decimal | None, on: date | None) -> TrackRecord:
    """How much of the announced amount has been invested by that day; None for not known."""
    known = TrackRecord.objects.select_for_update().get(pk=record.pk)
    before = (known.realised_cny, known.realised_on)
    record.realised_cny, record.realised_on = amount, on if amount is not None else None
    record.save(update_fields=["realised_cny", "realised_on"])
    told = {"realised_cny": (_told(before[0]), _told(record.realised_cny))}
    told["realised_on"] = (_told(before[1]), _told(record.realised_on))
    audit("record.realised", record, by=by, changes=told)
    return record


def _told(value) -> str | None:
    return None if value is None else str(value)
