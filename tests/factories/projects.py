"""Listings: `project` is listed and complete unless told otherwise; `draft` is neither."""

from datetime import timedelta
from decimal import Decimal

from investguangdong.core import clock
from investguangdong.projects.actions import create_project, refresh
from investguangdong.projects.models import EvidenceState, Kind, Mode, Project, Status
from tests.factories import accounts, places

RIGHT_TO_OFFER = {
    "kind": "right_to_offer",
    "state": EvidenceState.CLEARED,
    "issued_by": "City government",
    "issued_on": clock.today() - timedelta(days=30),
}


def officer_of(city):
    """Any officer of the city, made on demand."""
    scopes = city.officer_scopes.select_related("user") if city else []
    return scopes[0].user if scopes else accounts.officer(city=city)


def project(
    *, city="shenzhen", sector="new-energy-storage", sectors=(), evidence=(RIGHT_TO_OFFER,), **fields
) -> Project:
    """`city` and sectors by slug (None: the whole province). Written by the action, so it can be searched."""
    town = places.city(city) if isinstance(city, str) else city
    main = places.sector(sector)
    today = clock.today()
    defaults = {
        "kind": Kind.GREENFIELD,
        "status": Status.PUBLISHED,
        "stage": "land_ready",
        "title_en": "Battery plant",
        "title_zh_hans": "电池工厂",
        "modes": [Mode.JOINT_VENTURE],
        "sought_min": Decimal(80_000_000),
        "sought_max": Decimal(120_000_000),
        "risks_en": "The second power line comes next year.",
        "publishing_body_en": "Commerce bureau",
        "verified_on": today,
        "expires_on": today + timedelta(days=60),
        "published_at": clock.now(),
    }
    if fields.get("status", Status.PUBLISHED) != Status.AS_PUBLISHED and "officer" not in fields:
        defaults["officer"] = officer_of(town)
    return create_project(
        by=None,
        city=town,
        primary_sector=main,
        sectors=[main, *(places.sector(slug) for slug in sectors)],
        evidence=evidence,
        **{**defaults, **fields},
    )


def draft(**fields) -> Project:
    return project(**{"status": Status.DRAFT, "published_at": None, **fields})


def as_published(**fields) -> Project:
    """Found in a public source, confirmed by nobody."""
    empty = {"verified_on": None, "expires_on": None, "evidence": ()}
    source = {"source_body": "City government", "source_date": clock.today(), "source_id": "PJ900"}
    return project(**{"status": Status.AS_PUBLISHED, **empty, **source, **fields})


__all__ = ["as_published", "draft", "officer_of", "project", "refresh"]
