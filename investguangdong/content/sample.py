"""Sample desks from the demo officers and two invented case studies: all marked as samples."""

import json
from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from investguangdong.accounts.models import OfficerScope
from investguangdong.content.models import CaseStudy, Contact, Market, Milestone, State
from investguangdong.core.actions import fill_traditional
from investguangdong.places.models import City, Sector

AGREED = date(2026, 9, 1)
# The desk that stands for a sector: a main city of its cluster.
LEADS = {
    "guangzhou": ["semiconductors", "automotive-nev", "biomedicine-devices", "ports-aviation-logistics"],
    "shenzhen": ["electronics-displays", "digital-data-ai", "finance-professional", "low-altitude"],
    "huizhou": ["chemicals-materials"],
    "foshan": ["machinery-robotics", "consumer-goods", "green-environment"],
    "yangjiang": ["new-energy-storage", "marine-offshore-wind"],
    "zhanjiang": ["agriculture-food"],
    "zhuhai": ["culture-tourism-health"],
}
MARKETS = {
    "province": list(Market.values),
    "shenzhen": [Market.HONG_KONG_MACAO, Market.AMERICAS, Market.ASEAN],
    "guangzhou": [Market.HONG_KONG_MACAO, Market.JAPAN_KOREA, Market.EUROPE],
    "zhuhai": [Market.HONG_KONG_MACAO, Market.PORTUGUESE],
    "foshan": [Market.EUROPE],
    "jiangmen": [Market.EUROPE, Market.HONG_KONG_MACAO],
}
STUDIES = settings.BASE_DIR / "data/content/sample_case_studies.json"
TEXTS = ("title", "what", "hard", "quote")


def make(**_options) -> dict:
    """Idempotent. The officers of `accounts` are there already."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Sample desks name demo accounts: they need DEMO=1.")
    sectors = {row.slug: row for row in Sector.objects.all()}
    cities = {row.slug: row for row in City.objects.enabled().in_guangdong()}
    for position, (slug, city) in enumerate([("province", None), *cities.items()]):
        _desk(slug, city, position, [sectors[name] for name in LEADS.get(slug, []) if name in sectors])
    for position, told in enumerate(json.loads(STUDIES.read_text(encoding="utf-8")), 900):
        _study(told, position, cities, sectors)
    return {"contacts": Contact.objects.count()}


def _desk(slug: str, city, position: int, sectors: list) -> None:
    people = [scope.user for scope in OfficerScope.objects.at_desk(city)]
    officer, deputy = [*people, None, None][:2]
    profile = getattr(officer, "officer_profile", None)
    contact, _made = Contact.objects.update_or_create(
        slug=slug,
        defaults={
            "city": city,
            "position": position,
            "officer": officer,
            "officer_agreed_on": AGREED if officer else None,
            "deputy": deputy,
            "deputy_agreed_on": AGREED if deputy else None,
            "languages": profile.languages if profile else ["en", "zh-hans"],
            "markets": MARKETS.get(slug, [Market.OTHER]),
            "email": profile.desk_email if profile else "",
            "phone": profile.desk_phone if profile else "",
            "reviewed_on": AGREED,
            "is_sample": True,
        },
    )
    contact.sectors.set(sectors)


def _study(told: dict, position: int, cities: dict, sectors: dict) -> None:
    plain = {name: value for name, value in told.items() if name not in (*TEXTS, "sectors", "milestones")}
    texts = {f"{name}_{code}": text for name in TEXTS for code, text in told.get(name, {}).items()}
    values = {**plain, **texts, "city": cities.get(told["city"]), "position": position}
    study, _made = CaseStudy.objects.update_or_create(
        slug=told["slug"], defaults={**values, "state": State.PUBLISHED, "is_sample": True}
    )
    fill_traditional(study, TEXTS)
    study.save()
    study.sectors.set([sectors[name] for name in told["sectors"] if name in sectors])
    study.milestones.all().delete()
    for when, what in told["milestones"]:
        step = Milestone(study=study, when=when, **{f"what_{code}": text for code, text in what.items()})
        fill_traditional(step, ["what"])
        step.save()
