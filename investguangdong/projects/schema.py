"""The JSON of a search, described: what programs check against, and what the page about data shows. Pure.

A field may be added within version 1; one is removed or changes its meaning only in version 2."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from investguangdong.core.languages import LANGUAGES
from investguangdong.projects.models.choices import Kind, Mode, Stage, Status

PATH = "/schema/projects-1.json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CODE = r"^GD-\d{4}-\d{6,}$"
MONEY = {"type": ["string", "null"], "pattern": r"^\d+(\.\d+)?$"}
DAY = {"type": ["string", "null"], "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
TEXT = {"type": "string"}
SLUG = {"type": "string", "pattern": r"^[a-z0-9-]+$"}


def one_of(choices, *more) -> dict:
    return {"enum": [*choices.values, *more]}


# name: (its shape, what it means)
FIELDS = {
    "id": (
        {"type": "string", "format": "uri"},
        _("The listing's name for ever, in every language (RFC 4151)"),
    ),
    "code": ({"type": "string", "pattern": CODE}, _("Reference; stands in its address")),
    "title": (
        {
            "type": "object",
            "properties": {code: TEXT for code in LANGUAGES},
            "additionalProperties": False,
            "minProperties": 1,
        },
        _("Title in each language that has one; in CSV one title, in the language of the address"),
    ),
    "kind": (one_of(Kind), _("What is offered")),
    "status": (
        {"enum": [Status.PUBLISHED.value, Status.AS_PUBLISHED.value]},
        _("Confirmed by an officer, or taken as published from a public source"),
    ),
    "stage": (one_of(Stage, None), _("How far it is; null: not stated")),
    "sectors": ({"type": "array", "items": SLUG}, _("Sectors, by the names the filter uses")),
    "city": (SLUG, _("City; province for the whole province")),
    "zone": ({"type": ["string", "null"]}, _("Zone or park")),
    "modes": ({"type": "array", "items": one_of(Mode)}, _("Ways to take part")),
    "currency": ({"type": "string", "pattern": "^[A-Z]{3}$"}, _("Currency of the two amounts below")),
    "amount_min": (MONEY, _("Investment sought, else the total, from; null: open or not stated")),
    "amount_max": (MONEY, _("The same, to")),
    "amount_cny_min": (MONEY, _("The same in yuan, from; searches compare these")),
    "amount_cny_max": (MONEY, _("The same in yuan, to")),
    "rate_date": (DAY, _("Day of the exchange rate, where one was used")),
    "land_min_ha": (MONEY, _("Land in hectares, from")),
    "land_max_ha": (MONEY, _("Land in hectares, to")),
    "readiness": (
        {"type": ["integer", "null"], "minimum": 0, "maximum": 100},
        _("Readiness in percent, from papers that were checked; null: no papers"),
    ),
    "verified_on": (DAY, _("Day on which an officer last confirmed the facts")),
    "closes_on": (DAY, _("Last day for applications")),
    "published_at": ({"type": ["string", "null"], "format": "date-time"}, _("First listed")),
    "publishing_body": (TEXT, _("Body that offers it or published it")),
    "source_id": ({"type": ["string", "null"]}, _("Row of the public source, where it was taken from one")),
    "source_date": (DAY, _("Date of that source")),
    "is_sample": ({"type": "boolean"}, _("Invented for demonstration")),
    "url": ({"type": "string", "format": "uri"}, _("Its page, in the language of the address asked")),
    "updated_at": (MOMENT, _("Last change of any fact")),
}
ENVELOPE = {
    "schema": ({"type": "string", "format": "uri"}, _("Address of this description")),
    "licence": ({"type": "string", "format": "uri"}, _("Terms of use")),
    "self": ({"type": "string", "format": "uri"}, _("Address of this page of results")),
    "next": ({"type": ["string", "null"], "format": "uri"}, _("Address of the next page; null on the last")),
    "total": ({"type": "integer", "minimum": 0}, _("Listings that match, counted with the first page")),
    "count": ({"type": "integer", "minimum": 0, "maximum": 1000}, _("Listings on this page")),
    "ignored": (
        {"type": "array", "items": {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}},
        _("Filters that were not understood, as name and value"),
    ),
}


def described(fields: dict) -> dict:
    return {name: {**shape, "description": str(text)} for name, (shape, text) in fields.items()}


def object_of(fields: dict, **more) -> dict:
    return {"type": "object", "required": [*fields, *more], "properties": {**described(fields), **more}}


def json_schema() -> dict:
    """JSON Schema, draft 2020-12."""
    listing = object_of(FIELDS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.SITE_URL}{PATH}",
        "title": "Invest Guangdong: a page of listings",
        **object_of(ENVELOPE, projects={"type": "array", "items": {"$ref": "#/$defs/listing"}}),
        "$defs": {"listing": listing},
    }
