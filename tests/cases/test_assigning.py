"""The rule by which a named officer answers, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from investguangdong.cases.assigning import Seat, choose

LEAD, DEPUTY, THIRD = Seat(1, rank=1), Seat(2, rank=2), Seat(3, rank=3)


def test_lead_officer_of_the_project_answers():
    choice = choose(lead=9, deputy=8, city_desk=[LEAD, DEPUTY])
    assert choice == (9, 8, "leads_project")


def test_deputy_of_a_lead_without_one_comes_from_the_desk():
    assert choose(lead=1, city_desk=[LEAD, DEPUTY]).deputy == 2


def test_fewest_waiting_cases_decide_and_rank_breaks_the_tie():
    assert choose(city_desk=[DEPUTY, LEAD]).officer == 1
    assert choose(city_desk=[Seat(1, load=4, rank=1), Seat(2, load=1, rank=2)]) == (2, 1, "city_desk")


def test_officer_of_the_sector_goes_before_one_with_less_to_do():
    desk = [Seat(1, frozenset({7}), load=5), Seat(2, frozenset({8}), load=0)]
    assert choose(sectors=[7], city_desk=desk).officer == 1


def test_nobody_of_the_sector_is_no_reason_to_leave_the_question_lying():
    assert choose(sectors=[7], city_desk=[Seat(2, frozenset({8}))]).officer == 2


def test_empty_city_desk_is_answered_for_by_the_province():
    assert choose(province_desk=[LEAD]) == (1, None, "province_desk")
    assert choose() == (None, None, "")


seats = st.lists(
    st.builds(
        Seat, st.integers(1, 9), st.frozensets(st.integers(1, 3)), st.integers(0, 5), st.integers(1, 3)
    ),
    unique_by=lambda seat: seat.officer,
)


@given(seats, st.frozensets(st.integers(1, 3)))
def test_somebody_answers_wherever_there_is_anybody_and_is_not_her_own_deputy(desk, sectors):
    choice = choose(sectors=sectors, city_desk=desk)
    assert (choice.officer is not None) == bool(desk)
    assert choice.officer is None or choice.officer != choice.deputy
