"""The rule over all tables: what may say something about a person is declared by the app that keeps it."""

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from investguangdong.core.privacy import Declaration, declarations
from investguangdong.core.registry import privacy_declarations

# Fields that may hold what somebody wrote, an address, a file, or what a machine told of her.
TELLING = (
    models.EmailField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
)
REFERENCE = "words and figures of published sources, loaded from files or typed by editors"
EDITORIAL = "words of the site; of people only which editor or officer wrote or checked them, at her post"
LISTING = "a listing, by officers about a project; of people only which officer did it, at her post"
# What is covered by no declaration, and why it need not be.
NOT_ABOUT_PEOPLE = {
    **dict.fromkeys(
        [
            *("places.City", "places.Zone", "places.Port", "places.Hall", "places.Figure", "places.Division"),
            *("places.Cluster", "places.Sector", "places.Policy", "places.PolicyRule", "places.Procedure"),
            *("events.Event", "services.Service", "resources.Facility", "content.ChainSegment"),
        ],
        REFERENCE,
    ),
    **dict.fromkeys(
        [
            *("content.Page", "content.Edition", "content.Contact", "content.Update", "content.Question"),
            *("content.NewsletterIssue", "content.SectorProfile", "content.CaseStudy"),
            "core.TranslationState",
        ],
        EDITORIAL,
    ),
    **dict.fromkeys(
        [
            *("projects.Project", "projects.Answer", "projects.Document", "projects.ProjectChange"),
            *("projects.ImportRun", "projects.Review", "projects.ReviewComment", "projects.Publication"),
        ],
        LISTING,
    ),
    "matching.ScoreModel": "weights of the model and how they were measured, over everybody",
    **dict.fromkeys(["matching.Run", "matching.RunChunk"], "numbers of pairs of a run; rewritten each night"),
}


def declared_models() -> dict[type, str]:
    return {model: name for name, declared in declarations().items() for model in declared.models}


def may_tell_of_people(model, covered) -> bool:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    people = {apps.get_model("accounts", "User"), *covered}
    return any(
        isinstance(field, TELLING) or (field.is_relation and field.related_model in people)
        for field in fields
    )


def uncovered(covered) -> set[str]:
    return {
        model._meta.label
        for model in apps.get_models()
        if model not in covered and may_tell_of_people(model, covered)
    } - NOT_ABOUT_PEOPLE.keys()


def test_every_table_that_may_tell_of_people_is_declared():
    assert uncovered(declared_models()) == set()


@pytest.mark.parametrize(
    "label", ["cases.CaseEntry", "investors.Grant", "matching.Feedback", "sessions.Session"]
)
def test_the_rule_sees_a_table_that_nobody_declares(label):
    covered = {model: name for model, name in declared_models().items() if model._meta.label != label}
    assert uncovered(covered) == {label}


def test_no_exception_is_left_for_a_table_that_is_gone_or_declared():
    known = {model._meta.label for model in apps.get_models()}
    declared = {model._meta.label for model in declared_models()}
    assert NOT_ABOUT_PEOPLE.keys() <= known - declared


def test_the_app_that_keeps_a_table_declares_it():
    """The sign-in library, sessions and the back office's log have no app of ours: accounts and core answer."""
    for name, declare in privacy_declarations.items():
        app = declare.__module__.split(".")[1]
        for model in declare().models:
            if model.__module__.startswith("investguangdong."):
                assert model._meta.app_label == app, name


def test_a_table_is_declared_once():
    named = [model for declared in declarations().values() for model in declared.models]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("name", [name for name, _fn in privacy_declarations.items()])
def test_declaration_can_be_shown_exported_and_forgotten(name, db, investor, lusitano):
    declared = declarations()[name]
    assert isinstance(declared, Declaration)
    assert all(str(text) for text in (declared.label, declared.purpose, declared.kept_for))
    assert declared.rows(investor).model in declared.models
    list(declared.rows(investor).values(*declared.columns))
    list(declared.told(declared.rows(investor)) if declared.told else [])
    assert declared.forget() == 0
    if declared.corrected_at:
        assert reverse(declared.corrected_at)
