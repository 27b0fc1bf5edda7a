"""How firm a wish is: must hold, would be good, does not matter; and what is not said."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from investguangdong.investors import actions
from investguangdong.investors.choices import Strength, Wish
from investguangdong.investors.completeness import QUESTIONS, completeness, open_questions
from investguangdong.investors.mandate_forms import HowForm, WhatForm, WhereForm
from tests.factories import investors, places


def how(lusitano, typed, **fields):
    return HowForm({"currency": "CNY", **typed}, instance=investors.mandate(lusitano, **fields))


def test_must_without_its_wish_is_named_at_the_wish(lusitano):
    form = how(lusitano, {"strength_mode": "must"}, modes=[])
    assert list(form.errors) == ["modes"]


def test_wish_that_does_not_matter_cannot_be_stated_too(lusitano):
    form = how(lusitano, {"ticket_min": "5", "strength_amount": "any"})
    assert list(form.errors) == ["strength_amount"]


def test_strength_is_handed_on_by_wish(lusitano):
    form = how(lusitano, {"ticket_min": "5", "strength_amount": "must", "strength_mode": "any"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["strengths"] == {Wish.AMOUNT: Strength.MUST, Wish.MODE: Strength.ANY}


def test_must_whose_wish_was_emptied_without_a_choice_falls_back(lusitano):
    form = how(lusitano, {}, musts=["mode"])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["strengths"] == {Wish.MODE: Strength.GOOD}


def test_sector_is_never_a_matter_of_indifference(lusitano):
    storage = places.sector("new-energy-storage")
    typed = {"name": "Storage", "sectors_core": [storage.slug], "strength_sector": "any"}
    form = WhatForm(typed, instance=investors.mandate(lusitano))
    assert list(form.errors) == ["strength_sector"]


def test_no_land_needed_is_apart_from_not_said(lusitano):
    mandate = investors.mandate(lusitano, land_min=4, land_max=12)
    none = WhereForm({"land_none": "on"}, instance=mandate)
    assert none.is_valid(), none.errors
    assert (none.cleaned_data["land_min"], none.cleaned_data["land_max"]) == (Decimal(0), None)
    silent = WhereForm({}, instance=mandate)
    assert silent.is_valid()
    assert silent.cleaned_data["land_min"] is None
    assert WhereForm(instance=investors.mandate(lusitano, land_min=0)).initial["land_none"] is True


def test_no_land_and_a_figure_at_once_is_refused(lusitano):
    form = WhereForm({"land_none": "on", "land_min": "4"}, instance=investors.mandate(lusitano))
    assert list(form.errors) == ["land_none"]


def test_single_question_leaves_the_other_fields_of_its_step_alone(lusitano, investor, shenzhen):
    mandate = investors.mandate(lusitano, cities=[shenzhen], power_min=10)
    question = QUESTIONS["land"]
    form = question.form({"land_min": "4", "version": "1"}, instance=mandate, only=question.shown)
    assert form.is_valid(), form.errors
    row = actions.change_mandate(mandate, by=investor, **form.cleaned_data)
    assert (row.land_min, row.power_min, list(row.cities.all())) == (Decimal(4), 10, [shenzhen])


def test_strengths_are_merged_into_those_of_other_steps(lusitano, investor):
    mandate = investors.mandate(lusitano, musts=["amount"])
    told = {"modes": ["licence"], "strengths": {Wish.MODE: Strength.MUST, Wish.PLACE: Strength.ANY}}
    row = actions.save_mandate_step(mandate, by=investor, step=2, data=told)
    assert (row.musts, row.indifferent) == (["amount", "mode"], ["place"])


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"musts": ["mode"], "modes": []}, "mandate_must_mode_is_said"),
        ({"musts": ["amount"], "ticket_min": None, "ticket_max": None}, "mandate_must_amount_is_said"),
        ({"musts": ["site"]}, "mandate_must_site_is_said"),
        ({"musts": ["time"]}, "mandate_must_time_is_said"),
        ({"musts": ["price"]}, "mandate_musts_are_known_wishes"),
        ({"musts": ["amount"], "indifferent": ["amount"]}, "mandate_musts_are_known_wishes"),
        ({"green_power_min": 101}, "mandate_shares_of_100"),
        ({"paused_because": "member"}, "mandate_reason_of_pause_only_while_paused"),
    ],
)
def test_database_refuses_what_no_form_would_send(lusitano, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        investors.mandate(lusitano, **fields)


def test_last_wanted_city_cannot_be_ruled_out_while_the_place_must_hold(lusitano, investor, shenzhen):
    mandate = investors.mandate(lusitano, cities=[shenzhen], musts=["place"])
    with pytest.raises(actions.NotPossible):
        actions.exclude_cities(mandate, by=investor, cities=[shenzhen])
    assert list(mandate.cities.all()) == [shenzhen]
    assert not mandate.cities_excluded.exists()


def test_does_not_matter_counts_as_an_answer(lusitano):
    mandate = investors.mandate(lusitano, modes=[], indifferent=["mode"], land_min=0)
    assert not {"mode", "land", "amount"} & set(open_questions(mandate))
    assert "place" in open_questions(mandate)
    before = completeness(mandate)
    mandate.indifferent = []
    assert completeness(mandate).known == before.known - 1
