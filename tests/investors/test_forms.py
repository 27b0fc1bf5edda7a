from decimal import Decimal

import pytest

from investguangdong.investors.choices import Weight
from investguangdong.investors.forms import OrganisationForm
from investguangdong.investors.mandate_forms import STEPS, HowForm, WhatForm, WhereForm
from tests.factories import investors, places


def test_there_are_five_steps_and_each_says_why():
    assert [form.number for form in STEPS] == [1, 2, 3, 4, 5]
    assert all(form.title and form.why for form in STEPS)


def test_first_step_weighs_core_above_also(lusitano):
    storage, chips = places.sector("new-energy-storage"), places.sector("semiconductors")
    typed = {
        "name": "Storage",
        "sectors_core": [storage.slug],
        "sectors_also": [storage.slug, chips.slug],
    }
    form = WhatForm(typed, instance=investors.mandate(lusitano))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["sectors"] == {storage: Weight.CORE, chips: Weight.USEFUL}


def test_sector_cannot_be_wanted_and_excluded(lusitano):
    slug = places.sector("new-energy-storage").slug
    form = WhatForm(
        {"name": "Storage", "sectors_core": [slug], "sectors_excluded": [slug]},
        instance=investors.mandate(lusitano),
    )
    assert list(form.errors) == ["sectors_excluded"]


def test_first_step_without_a_sector_is_refused_at_its_field(lusitano):
    form = WhatForm({"name": "Anything"}, instance=investors.mandate(lusitano))
    assert form.errors == {"sectors_core": ["Choose at least one sector."]}


def test_amounts_are_typed_in_millions_and_shown_in_millions(lusitano):
    mandate = investors.mandate(lusitano, ticket_min=Decimal("200000000.00"))
    assert 'value="200"' in str(HowForm(instance=mandate)["ticket_min"])
    form = HowForm({"ticket_min": "1.5", "ticket_max": "2", "currency": "USD"}, instance=mandate)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["ticket_min"] == Decimal(1_500_000)


@pytest.mark.parametrize("amount", ["-1", "NaN", "1e30", "many"])
def test_impossible_amount_is_named_at_its_field(lusitano, amount):
    form = HowForm({"ticket_min": amount, "currency": "CNY"}, instance=investors.mandate(lusitano))
    assert list(form.errors) == ["ticket_min"]


def test_range_the_wrong_way_round_is_named_once(lusitano):
    form = HowForm(
        {"ticket_min": "9", "ticket_max": "8", "currency": "CNY"}, instance=investors.mandate(lusitano)
    )
    assert list(form.errors) == ["ticket_max"]


def test_city_outside_the_province_cannot_be_chosen(lusitano, shenzhen):
    form = WhereForm({"cities": ["hong-kong"]}, instance=investors.mandate(lusitano))
    assert list(form.errors) == ["cities"]
    assert WhereForm({"cities": ["shenzhen"]}, instance=investors.mandate(lusitano)).is_valid()


def test_invisible_characters_leave_the_name(db):
    form = OrganisationForm(
        {"name": "Acme\u200b \u202eevil", "country": "PT", "kind": "sme", "disclosure": "granted"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "Acme evil"
