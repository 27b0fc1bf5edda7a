from investguangdong.projects.models import EvidenceKind, EvidenceState, Kind
from investguangdong.projects.readiness import WEIGHTS, Paper, lines, readiness


def test_without_papers_readiness_is_unknown_not_zero():
    assert readiness(Kind.LAND_PLOT, []) is None


def test_every_kind_asks_for_a_hundred_points():
    assert {kind: sum(weights.values()) for kind, weights in WEIGHTS.items()} == dict.fromkeys(
        Kind.values, 100
    )


def test_checked_papers_count_whole_and_open_points_half():
    papers = [
        Paper("right_to_offer", "cleared"),
        Paper("land_certificate", "issues"),
        Paper("study", "not_yet"),
    ]
    assert readiness(Kind.LAND_PLOT, papers) == 30


def test_a_paper_that_ran_out_counts_nothing():
    assert readiness(Kind.LAND_PLOT, [Paper("right_to_offer", "cleared", is_valid=False)]) == 0


def test_what_is_not_required_leaves_the_sum():
    papers = [Paper("right_to_offer", "cleared"), Paper("land_certificate", EvidenceState.NOT_REQUIRED)]
    assert readiness(Kind.LAND_PLOT, papers) == 25


def test_all_papers_make_it_complete():
    papers = [Paper(kind, "cleared") for kind in EvidenceKind.values]
    assert {readiness(kind, papers) for kind in Kind.values} == {100}


def test_the_table_names_what_was_not_handed_in():
    rows = lines(Kind.SCENARIO, [Paper("right_to_offer", "cleared")])
    assert [(row.kind, row.state, row.counts) for row in rows] == [
        ("right_to_offer", "cleared", 40),
        ("study", "", 0),
        ("filing", "", 0),
    ]
