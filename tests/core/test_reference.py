from datetime import date

import pytest

from investguangdong.core.models import TranslationState
from investguangdong.core.reference import Draft, load, read, texts
from investguangdong.places.models import Cluster

KEY = ["slug"]
TEXTS = ["name", "goal_or_scale"]


def draft(slug, **values):
    given = {
        "slug": slug,
        "kind": "pillar",
        "name_en": slug.title(),
        "name_zh_hans": "汽车",
        "name_zh_hant": "",
    }
    return Draft({**given, **values}, texts=TEXTS)


def run(*drafts):
    return load(Cluster, drafts, key=KEY, file="clusters.csv")


@pytest.fixture
def cars(db):
    run(draft("automobiles"))
    return Cluster.objects.get(slug="automobiles")


def test_first_load_adds_and_second_leaves_alone(db):
    first, second = run(draft("a"), draft("b")), run(draft("a"), draft("b"))
    assert (first.added, first.unchanged) == (2, 0)
    assert (second.added, second.changed, second.disabled, second.unchanged) == (0, [], [], 2)


def test_changed_row_says_old_and_new(cars):
    report = run(draft("automobiles", goal_year=2030))
    assert report.changed == [(cars, {"goal_year": (None, 2030)})]
    cars.refresh_from_db()
    assert cars.goal_year == 2030


def test_row_gone_from_the_file_is_switched_off_and_kept(cars):
    report = run(draft("other"))
    cars.refresh_from_db()
    assert report.disabled == [cars]
    assert cars.disabled_on is not None
    assert set(Cluster.objects.enabled().values_list("slug", flat=True)) == {"other"}


def test_row_that_comes_back_is_switched_on(cars):
    run()
    report = run(draft("automobiles"))
    cars.refresh_from_db()
    assert [row for row, _changes in report.changed] == [cars]
    assert cars.disabled_on is None


def test_row_added_by_the_office_is_left_on(db):
    own = Cluster.objects.create(slug="own", kind="future", name_en="Own")
    report = run(draft("automobiles"))
    own.refresh_from_db()
    assert report.disabled == []
    assert own.disabled_on is None


def test_correction_by_hand_survives_a_load_of_the_same_file(cars):
    cars.goal_year = 2031
    cars.save()
    run(draft("automobiles"))
    cars.refresh_from_db()
    assert cars.goal_year == 2031


def test_row_switched_off_by_hand_stays_off(cars):
    cars.disabled_on = date(2026, 11, 1)
    cars.save()
    run(draft("automobiles"))
    cars.refresh_from_db()
    assert cars.disabled_on == date(2026, 11, 1)


def test_traditional_is_converted_and_marked_as_machine_made(cars):
    assert cars.name_zh_hant == "汽車"
    state = TranslationState.objects.get(object_id=str(cars.pk), field="name")
    assert (state.language, state.state) == ("zh-hant", "machine")


def test_traditional_of_the_file_is_taken_as_it_is(db):
    run(draft("automobiles", name_zh_hant="汽車工業"))
    assert Cluster.objects.get().name_zh_hant == "汽車工業"
    assert not TranslationState.objects.filter(field="name").exists()


def test_reviewed_traditional_survives_a_change_of_the_row(cars):
    TranslationState.objects.update(state="reviewed")
    Cluster.objects.update(name_zh_hant="汽車產業")
    report = run(draft("automobiles", goal_year=2030))
    cars.refresh_from_db()
    assert cars.name_zh_hant == "汽車產業"
    assert list(report.changed[0][1]) == ["goal_year"]


def test_move_within_the_file_is_no_change(db):
    run(draft("a"), draft("b"))
    report = run(draft("b"), draft("a"))
    assert (report.changed, report.unchanged) == ([], 2)
    assert list(Cluster.objects.values_list("slug", flat=True)) == ["b", "a"]


def test_file_that_is_missing_has_no_rows(tmp_path):
    assert read(tmp_path, "none.csv") == []


def test_repeated_cell_is_filled_from_above(tmp_path):
    (tmp_path / "a.csv").write_text("name,body\nOne, Ministry \nTwo,as above\n")
    assert [row["body"] for row in read(tmp_path, "a.csv")] == ["Ministry", "Ministry"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"name": "Sea", "name_zh": "海"}, ("Sea", "海", "", "")),
        ({"name_en": "Sea", "name_zh_hans": "海", "name_pt": "Mar"}, ("Sea", "海", "", "Mar")),
        ({}, ("", "", "", "")),
    ],
)
def test_translated_columns_are_read_under_either_name(row, expected):
    found = texts(row, "name")
    assert tuple(found[f"name_{code}"] for code in ("en", "zh_hans", "zh_hant", "pt")) == expected
