import pytest
from django.urls import reverse

from investguangdong.events.models import Event
from investguangdong.places.models import Policy, Zone


@pytest.fixture
def address():
    return reverse("pages:search")


@pytest.fixture
def rows(shenzhen):
    Zone.objects.create(
        slug="qianhai", kind="cooperation", city=shenzhen, name_en="Qianhai", name_zh_hans="前海合作区"
    )
    Zone.objects.create(
        slug="off", kind="cooperation", city=shenzhen, name_en="Qianhai old", disabled_on="2026-11-01"
    )
    given = {"issuing_body": "Ministry", "year": 2024, "kind": "tax", "scope": "zone", "state": "in-force"}
    Policy.objects.create(slug="tax", title_en="Qianhai income tax", title_pt="Imposto em Qianhai", **given)
    Event.objects.create(slug="fair", name_en="Canton Fair", series="Fair")


def found(answer) -> dict:
    groups = {group["url"]: [row.slug for row in group["rows"]] for group in answer.context["groups"]}
    return groups | {"total": answer.context["total"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("qianhai", {"pages:zone_list": ["qianhai"], "pages:policy_list": ["tax"], "total": 2}),
        ("qianhai tax", {"pages:policy_list": ["tax"], "total": 1}),
        ("imposto", {"pages:policy_list": ["tax"], "total": 1}),
        ("前海", {"pages:zone_list": ["qianhai"], "total": 1}),
        ("前海合作區", {"pages:zone_list": ["qianhai"], "total": 1}),
        ("%", {"total": 0}),
        ("nowhere", {"total": 0}),
        ("", {"total": 0}),
    ],
)
def test_words_are_found_in_every_language_and_script(client, rows, address, text, expected):
    assert found(client.get(address, {"q": text})) == expected


def test_city_is_found_by_its_name(client, rows, address):
    assert found(client.get(address, {"q": "深圳"}))["pages:city_list"] == ["shenzhen"]


def test_search_costs_no_more_than_a_list(client, rows, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(address, {"q": "a"})


def test_too_long_a_text_is_said_to_be_so(client, rows, address):
    answer = client.get(address, {"q": "x" * 201})
    assert answer.status_code == 422
    assert "x" * 201 in answer.text


def test_what_was_typed_is_shown_as_text(client, rows, address):
    assert "<script>x" not in client.get(address, {"q": "<script>x"}).text
