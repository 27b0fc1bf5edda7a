"""What stands in the rows: the order of a list, and what was shown to whom."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.matching import actions
from investguangdong.matching.choices import Answer, Side
from investguangdong.matching.layouts import layout_of
from investguangdong.matching.models import Match, Shown
from investguangdong.matching.models.shown import KEPT_DAYS
from investguangdong.matching.ordering import CITY_FULL, CROWDED, OUTSIDE_DELTA, VARIETY
from investguangdong.matching.weights import DEFAULT
from tests.factories import matching, places

pytestmark = pytest.mark.django_db
THEMES = round(10_000 * DEFAULT.priors["themes"])  # the second signal, where it is not known


def stand(mandate, project, score, **fields) -> Match:
    fields = {"signal_values": [0.75, None, 0.12345], **fields}
    return Match.objects.create(
        mandate=mandate,
        project=project,
        model_version="stated-1",
        score=score,
        gate="pass",
        known=2,
        asked=3,
        **fields,
    )


@pytest.fixture
def wanted(lusitano, investor):
    """A mandate that names no city."""
    return matching.mandate(lusitano)


def listings(slugs) -> list:
    return [matching.listing(places.city(slug)) for slug in slugs]


def test_the_list_keeps_room_for_other_cities_and_lifts_from_outside_the_delta(wanted):
    rows = listings(["shenzhen"] * 6 + ["guangzhou"] * 4 + ["dongguan"] * 2 + ["shaoguan"])
    scores = [90, 89, 88, 87, 86, 85, 80, 79, 78, 77, 70, 69, 68]
    for project, score in zip(rows, scores, strict=True):
        stand(wanted, project, score)
    actions.arrange_lists([wanted.pk])
    told = {match.score: (match.rank, match.lifted_by) for match in Match.objects.best_first()}
    assert [int(score) for score in told] == [90, 89, 88, 87, 80, 79, 78, 77, 70, 68, 86, 85, 69]
    assert [rank for rank, _why in told.values()] == list(range(1, 14))
    assert {int(score): why for score, (_rank, why) in told.items() if why} == {
        86: CITY_FULL,
        85: CITY_FULL,
        70: VARIETY,
        68: OUTSIDE_DELTA,
    }


def test_who_named_a_city_has_the_list_by_score(lusitano, investor, shenzhen):
    narrow = matching.mandate(lusitano, cities=[shenzhen])
    for at, project in enumerate(listings(["shenzhen"] * 11 + ["guangzhou"])):
        stand(narrow, project, 90 - at)
    actions.arrange_lists([narrow.pk])
    assert [int(row.score) for row in Match.objects.best_first()] == [90 - at for at in range(12)]
    assert not Match.objects.exclude(lifted_by="").exists()


def test_arranging_again_writes_nothing_and_what_was_turned_down_loses_its_place(wanted):
    first, second = (stand(wanted, project, 80) for project in listings(["shenzhen", "zhuhai"]))
    assert actions.arrange_lists([wanted.pk]) == 2
    assert actions.arrange_lists([wanted.pk]) == 0
    Match.objects.filter(pk=first.pk).update(state_investor=Answer.NO)
    assert actions.arrange_lists([wanted.pk]) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.rank, second.rank) == (None, 1)


def test_no_listing_stands_in_more_than_twice_the_mean_number_of_lists(lusitano, investor):
    rows = listings(["shenzhen", "guangzhou", "dongguan", "zhuhai"] * 6)
    for number in range(12):
        mandate = matching.mandate(lusitano)
        for at, project in enumerate(rows):
            stand(mandate, project, 90 - at - number / 100)
    actions.arrange_all()
    counts = [Match.objects.filter(project=project, rank__lte=10).count() for project in rows]
    assert (sum(counts), max(counts)) == (120, 10)
    assert Match.objects.filter(lifted_by=CROWDED).count() == 20
    assert actions.arrange_all() == 0


def test_what_a_page_showed_is_kept_once_a_day_in_one_statement(wanted, investor):
    matches = [stand(wanted, project, 80) for project in listings(["shenzhen", "zhuhai"])]
    layout_of("stated-1")
    with CaptureQueriesContext(connection) as queries:
        actions.record_shown(matches, by=investor, first=21)
    assert len(queries) == 1
    actions.record_shown(matches[::-1], by=investor)
    assert list(Shown.objects.order_by("rank").values_list("rank", "values", "side")) == [
        (21, [7500, THEMES, 1234], Side.INVESTOR),
        (22, [7500, THEMES, 1234], Side.INVESTOR),
    ]


def test_an_officer_who_looks_at_an_investors_page_is_not_counted(wanted, officer):
    match = stand(wanted, listings(["shenzhen"])[0], 80)
    assert actions.record_shown([match], by=officer) == 0
    actions.record_opened(match, by=officer)
    assert not Shown.objects.exists()


def test_opening_marks_the_row_of_the_day_and_makes_one_where_a_letter_led_there(wanted, investor):
    shown, told = (stand(wanted, project, 80) for project in listings(["shenzhen", "zhuhai"]))
    actions.record_shown([shown], by=investor)
    actions.record_opened(shown, by=investor)
    actions.record_opened(told, by=investor)
    rows = Shown.objects.order_by("pk")
    assert [(row.project_id, row.rank) for row in rows] == [(shown.project_id, 1), (told.project_id, None)]
    assert all(row.opened_at for row in rows)


def test_a_rival_does_not_see_what_was_shown_to_others(wanted, investor, rival, province):
    actions.record_shown([stand(wanted, listings(["shenzhen"])[0], 80)], by=investor)
    assert not Shown.objects.visible_to(rival).exists()
    assert Shown.objects.visible_to(investor).count() == Shown.objects.visible_to(province).count() == 1


def test_showings_are_past_their_term_after_nine_hundred_days(wanted, investor):
    actions.record_shown([stand(wanted, listings(["shenzhen"])[0], 80)], by=investor)
    Shown.objects.update(day=clock.today() - timedelta(days=KEPT_DAYS))
    assert not Shown.objects.past_term().exists()
    Shown.objects.update(day=clock.today() - timedelta(days=KEPT_DAYS + 1))
    assert Shown.objects.past_term().count() == 1


def test_the_database_keeps_one_showing_a_pair_side_and_day(wanted, investor):
    match = stand(wanted, listings(["shenzhen"])[0], 80)
    actions.record_shown([match], by=investor)
    row = Shown.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="one_showing_a_pair_and_day"), transaction.atomic():
        row.save()


def test_what_an_officer_saw_of_a_projects_list_is_kept_and_an_auditors_look_is_not(
    wanted, client, officer, auditor, province
):
    match = stand(wanted, listings(["shenzhen"])[0], 80)
    wanted.organisation.disclosure = "officers"
    wanted.organisation.save()
    address = reverse("admin:matching_match_project", args=[match.project.code])
    client.force_login(auditor)
    assert client.get(address).status_code == 200
    assert not Shown.objects.exists()
    client.force_login(officer)
    assert client.get(address).status_code == 200
    client.get(reverse("admin:matching_match_change", args=[match.code]))
    row = Shown.objects.get()
    assert (row.side, row.rank, row.opened_at is None) == (Side.PROJECT, 1, False)
