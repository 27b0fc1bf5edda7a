from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.projects.actions import record_realised
from investguangdong.projects.models import RecordKind, TrackRecord

DAY = date(2026, 6, 30)


@pytest.fixture
def record(shenzhen):
    return TrackRecord.objects.create(
        source_id="PJ900", kind=RecordKind.SIGNED, title_en="Chip plant", city=shenzhen, amount_cny=10**9
    )


def test_amount_realised_is_kept_beside_the_one_announced_and_audited(record, officer):
    record_realised(record, by=officer, amount=Decimal(4), on=DAY)
    record.refresh_from_db()
    assert (record.amount_cny, record.realised_cny, record.realised_on) == (10**9, 4, DAY)
    assert AuditEntry.objects.about(record).get().changes["realised_cny"] == {"old": None, "new": "4"}


def test_amount_no_longer_known_takes_its_day_along(record, officer):
    record_realised(record, by=officer, amount=Decimal(4), on=DAY)
    record_realised(record, by=officer, amount=None, on=DAY)
    record.refresh_from_db()
    assert (record.realised_cny, record.realised_on) == (None, None)


def test_officer_of_the_city_may_say_it_and_the_other_may_not(client, record, officer, other_officer):
    address = reverse("admin:projects_trackrecord_change", args=[record.pk])
    client.force_login(other_officer)
    assert client.post(address, {"realised_cny": "5", "realised_on": "2026-06-30"}).status_code == 403
    client.force_login(officer)
    assert client.post(address, {"realised_cny": "5"}).status_code == 200  # an amount says by which day
    record.refresh_from_db()
    assert record.realised_cny is None
    assert client.post(address, {"realised_cny": "5", "realised_on": "2026-06-30"}).status_code == 302
    record.refresh_from_db()
    assert (record.realised_cny, record.title_en) == (5, "Chip plant")
