"""Mandates and listings that meet, and the matches scored from them by the action itself."""

from investguangdong.matching.actions import rescore_mandate
from investguangdong.matching.models import Match
from tests.factories import cases, investors, places

SECTOR = "new-energy-storage"


def listing(city=None, *, sector=SECTOR, officer=None, **fields):
    """Asks for CNY 300–600 million in a joint venture."""
    row = places.sector(sector)
    project = cases.listing(
        city,
        officer=officer,
        **{
            "primary_sector": row,
            "sector_ids": [row.pk],
            "modes": ["joint_venture"],
            "total_min": 300_000_000,
            "total_max": 600_000_000,
            "amount_cny_min": 300_000_000,
            "amount_cny_max": 600_000_000,
            **fields,
        },
    )
    project.sectors.add(row)
    return project


def mandate(organisation, *, sector=SECTOR, cities=(), **fields):
    return investors.mandate(organisation, sectors=[places.sector(sector)], cities=cities, **fields)


def match(organisation, project=None, **fields) -> Match:
    wanted = mandate(organisation, cities=[project.city] if project.city else [], **fields)
    rescore_mandate(wanted)
    return Match.objects.get(mandate=wanted, project=project)
