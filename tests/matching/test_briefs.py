"""Anonymous briefs: from the mandate to the choice, and what nobody may learn on the way."""

import pytest

from investguangdong.matching.actions import briefing
from investguangdong.matching.models import Brief
from tests.factories import matching, places


@pytest.fixture
def mandate(lusitano, shenzhen, zhuhai):
    return matching.mandate(lusitano, cities=[shenzhen])


def test_a_draft_takes_the_three_best_cities(investor, mandate, shenzhen):
    for slug in ("guangzhou", "dongguan"):
        places.city(slug)
    brief = briefing.draft_brief(mandate, by=investor)
    assert brief.number.startswith("IB-")
    assert [part.city.slug for part in brief.cities.all()][0] == "shenzhen"
    assert brief.cities.count() == 3
    assert Brief.objects.visible_to(investor).count() == 1
