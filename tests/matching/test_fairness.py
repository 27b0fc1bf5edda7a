"""Exposure by city: shares, the target, and one figure for how uneven they are."""

import pytest
from django.db import IntegrityError, transaction

from investguangdong.matching.actions.exposing import record_exposure
from investguangdong.matching.fairness import CityCount, fairness, gini
from investguangdong.matching.models import Exposure, Match
from tests.factories import matching, places


def test_exposure_is_the_share_of_places_over_the_share_of_projects():
    told = fairness(
        [
            CityCount("shenzhen", False, 40, 600),
            CityCount("foshan", False, 40, 300),
            CityCount("shaoguan", True, 20, 100),
            CityCount("meizhou", True, 0, 0),
            CityCount("", False, 0, 0),
        ]
    )
    assert [one.exposure and round(one.exposure, 2) for one in told.cities] == [1.5, 0.75, 0.5, None, None]
    assert [one.verdict for one in told.cities] == ["high", "low", "low", "unknown", "unknown"]
    assert told.outside == pytest.approx(0.5)
    assert (told.within, told.judged) == (0, 3)


def test_projects_of_the_whole_province_are_no_city_to_be_judged():
    told = fairness([CityCount("shenzhen", False, 99, 300), CityCount("", False, 1, 100)])
    assert (told.cities[1].exposure, told.judged) == (25, 1)


def test_even_lists_have_no_gini_and_one_city_that_takes_all_has_nearly_one():
    assert gini([(30, 10), (60, 20), (3, 1)]) == pytest.approx(0)
    assert gini([(100, 1), (0, 99)]) == pytest.approx(0.99)
    assert gini([(0, 5)]) == 0


def test_with_few_places_nothing_is_said():
    told = fairness([CityCount("shenzhen", False, 4, 90), CityCount("foshan", False, 4, 9)])
    assert (told.gini, told.outside, told.judged) == (None, None, 0)


@pytest.mark.django_db
def test_the_month_is_written_anew_and_counts_only_the_first_ten(lusitano, investor, shenzhen):
    shaoguan = places.city("shaoguan")
    mandate = matching.mandate(lusitano)
    for rank, city in enumerate([shenzhen] * 10 + [shaoguan], start=1):
        Match.objects.create(
            mandate=mandate,
            project=matching.listing(city),
            model_version="stated-2",
            score=90 - rank,
            gate="pass",
            known=1,
            asked=1,
            rank=rank,
            lifted_by="outside_delta" if rank == 10 else "",
        )
    record_exposure()
    record_exposure()
    rows = {row.city_id: (row.listings, row.slots, row.lifted) for row in Exposure.objects.all()}
    assert rows[shenzhen.pk] == (10, 10, 1)
    assert rows[shaoguan.pk] == (1, 0, 0)
    assert rows[None] == (0, 0, 0)


@pytest.mark.django_db
def test_a_month_has_one_row_a_city_and_an_officer_sees_her_own(officer, province, shenzhen, zhuhai, rival):
    record_exposure()
    assert set(Exposure.objects.visible_to(officer).values_list("city_id", flat=True)) == {shenzhen.pk}
    assert Exposure.objects.visible_to(province).count() == 3
    assert not Exposure.objects.visible_to(rival).exists()
    row = Exposure.objects.get(city=None)
    row.pk = None
    with pytest.raises(IntegrityError, match="one_exposure_a_month_and_city"), transaction.atomic():
        row.save()
