"""What people did becomes lists to learn from, without a look into the future."""

from datetime import date

import numpy as np
import pytest

from investguangdong.matching.labels import Act, Columns, Showing, lists_of, tally
from investguangdong.matching.quality import interval, ndcg, split_by_time

DAY, LATER, CUT = date(2026, 5, 4), date(2026, 5, 20), date(2026, 7, 1)
COLUMNS = Columns(["sector", "city"], {"sector": 0.3, "city": 0.5}, {"stated-2": ["sector", "city"]})


def shown(option, rank, *, day=DAY, values=(0.5, 0.5), of="mandate", version="stated-2"):
    return Showing(of, option, day, rank, version, values)


def done(option, kind, *, day=LATER, of="mandate"):
    return Act(of, option, day, kind)


def kinds(showings, acts, **options):
    lists = lists_of(showings, acts, **{"before": CUT, "columns": COLUMNS, **options})
    return [one.kinds for one in lists]


def test_rows_below_the_last_one_acted_on_are_no_negatives_but_the_next_one_is():
    showings = [shown(f"p{rank}", rank) for rank in range(1, 8)]
    assert kinds(showings, [done("p3", "interested")]) == [("", "", "interested", "")]


def test_an_explicit_no_is_a_negative_wherever_it_stood_and_the_strongest_act_counts():
    showings = [shown(f"p{rank}", rank) for rank in range(1, 6)]
    acts = [done("p1", "opened"), done("p1", "interested"), done("p5", "no"), done("p5", "opened")]
    assert kinds(showings, acts) == [("interested", "", "", "", "no")]


def test_a_no_after_an_introduction_does_not_undo_the_introduction():
    showings = [shown("p1", 1), shown("p2", 2)]
    acts = [done("p2", "introduced"), done("p2", "no"), done("p1", "interested"), done("p1", "no")]
    assert kinds(showings, acts) == [("no", "introduced")]


def test_what_happened_on_the_cut_off_or_later_is_not_looked_at():
    showings = [shown("p1", 1), shown("p2", 2)]
    acts = [done("p1", "opened"), done("p2", "signed", day=CUT)]
    assert kinds(showings, acts) == [("opened", "")]
    assert kinds(showings, acts, before=date(2026, 7, 2)) == [("opened", "signed")]
    assert kinds([shown("p1", 1, day=CUT), shown("p2", 2, day=CUT)], acts) == []


def test_values_are_those_of_the_last_showing_before_the_first_act():
    showings = [
        shown("p1", 1, values=(0.1, 0.1)),
        shown("p1", 1, day=LATER, values=(0.2, 0.2)),
        shown("p1", 1, day=date(2026, 5, 21), values=(0.9, 0.9)),
        shown("p2", 2, day=LATER),
    ]
    acts = [done("p1", "opened"), done("p1", "signed", day=date(2026, 6, 1))]
    (one,) = lists_of(showings, acts, before=CUT, columns=COLUMNS)
    assert one.values.tolist() == [[0.2, 0.2], [0.5, 0.5]]
    assert one.kinds == ("signed", "")


def test_an_act_on_what_had_never_been_shown_teaches_nothing():
    showings = [shown("p1", 1, day=LATER), shown("p2", 2, day=LATER)]
    assert kinds(showings, [done("p1", "saved", day=DAY)]) == []


def test_a_pair_counts_in_one_month_only_and_a_list_needs_something_chosen_and_something_left():
    june = date(2026, 6, 2)
    showings = [shown("p1", 1), shown("p2", 2), shown("p1", 1, day=june), shown("p3", 2, day=june)]
    assert kinds(showings, [done("p1", "saved")]) == [("saved", "")]
    assert kinds([shown("p1", 1)], [done("p1", "saved")]) == []
    assert kinds(showings, []) == []


def test_gaps_and_signals_an_older_version_did_not_have_take_their_prior():
    columns = Columns(["sector", "city"], {"sector": 0.3, "city": 0.5}, {"old": ["city", "gone"]})
    assert columns.filled("old", [None, 0.9]).tolist() == [0.3, 0.5]
    assert columns.filled("old", [0.8, 0.9]).tolist() == [0.3, 0.8]
    assert kinds([shown("p1", 1, version="lost"), shown("p2", 2)], [done("p1", "saved")]) == []


def test_the_tally_counts_rows_by_kind_from_the_weakest():
    lists = lists_of(
        [shown("p1", 1), shown("p2", 2), shown("p3", 3)],
        [done("p1", "no"), done("p2", "met")],
        before=CUT,
        columns=COLUMNS,
    )
    assert tally(lists) == {"": 1, "no": 1, "met": 1}


@pytest.mark.parametrize(("scores", "expected"), [([3, 2, 1], 1.0), ([1, 2, 3], 0.5), ([1, 1, 1], 0.7103099)])
def test_ndcg_is_one_where_the_chosen_stands_first_and_equal_scores_share_their_places(scores, expected):
    assert ndcg(np.array(scores, float), np.array([2.0, 0, 0])) == pytest.approx(expected)


def test_places_beyond_ten_count_nothing():
    gains = np.zeros(12)
    gains[11] = 5
    assert ndcg(-np.arange(12.0), gains) == 0


def test_the_interval_holds_the_mean_and_is_the_same_each_time():
    values = np.random.default_rng(1).normal(0.1, 0.2, 80)
    first = interval(values)
    assert first.low < first.mean < first.high
    assert first == interval(values)
    assert 0.05 < first.high - first.low < 0.12


def test_newer_lists_are_kept_for_measuring_and_one_day_stays_on_one_side():
    lists = []
    for month in range(1, 11):
        first = date(2026, min(month, 8), 1)
        rows = [shown("p1", 1, day=first, of=month), shown("p2", 2, day=first, of=month)]
        acts = [done("p1", "saved", day=first, of=month)]
        lists += lists_of(rows, acts, before=date(2027, 1, 1), columns=COLUMNS)
    older, newer = split_by_time(lists)
    assert (len(older), len(newer)) == (7, 3)
    assert max(one.day for one in older) < min(one.day for one in newer)
