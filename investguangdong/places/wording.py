"""The words of the files, and what they mean in the tables."""

import calendar
from datetime import date

from investguangdong.places.models import City, Cluster, Hall, Policy, Port, Procedure, Zone

REGIONS = {
    "Pearl River Delta": City.Region.DELTA,
    "Eastern Guangdong": City.Region.EAST,
    "Western Guangdong": City.Region.WEST,
    "Northern Guangdong": City.Region.NORTH,
    "SAR": City.Region.SAR,
}
CLUSTER_KINDS = {
    "strategic pillar": Cluster.Kind.PILLAR,
    "strategic emerging": Cluster.Kind.EMERGING,
    "future industry": Cluster.Kind.FUTURE,
    "digital bay area (seed)": Cluster.Kind.DIGITAL,
}
ZONE_KINDS = {
    "cooperation zone": Zone.Kind.COOPERATION,
    "free trade zone": Zone.Kind.FREE_TRADE,
    "large industrial agglomeration area": Zone.Kind.AGGLOMERATION,
    "national HTDZ": Zone.Kind.HIGH_TECH,
    "national ETDZ": Zone.Kind.ECONOMIC,
    "industrial park": Zone.Kind.INDUSTRIAL,
    "industrial transfer park": Zone.Kind.TRANSFER,
    "international cooperation park": Zone.Kind.INTERNATIONAL,
    "national computing hub": Zone.Kind.COMPUTING,
}
PORT_KINDS = {"checkpoint": Port.Kind.CHECKPOINT, "ferry checkpoint": Port.Kind.FERRY}
HALL_KINDS = {
    "exit-entry hall": Hall.Kind.EXIT_ENTRY,
    "foreign work permit office": Hall.Kind.WORK_PERMIT,
}
TRACKS = {
    "foreign-invested enterprise": Procedure.Track.ENTERPRISE,
    "factory": Procedure.Track.FACTORY,
    "hire a foreigner": Procedure.Track.HIRE,
}
# The four cooperation zones are known by one word.
ZONE_SLUGS = {
    "Guangdong-Macao In-Depth Cooperation Zone in Hengqin": "hengqin",
    "Qianhai Shenzhen-Hong Kong Modern Service Industry Cooperation Zone": "qianhai",
    "Nansha Demonstration Zone for Comprehensive Cooperation": "nansha",
    "Hetao Shenzhen-Hong Kong Science and Technology Innovation Cooperation Zone": "hetao",
}
# Sectors as policies name them; a name that is wider than one lens ("emerging and future industries") names none.
SECTOR_NAMES = {
    "new energy storage": "new-energy-storage",
    "semiconductors": "semiconductors",
    "AI computing": "digital-data-ai",
}
GROUPS = {"nine cities", "nine GBA cities"}


def named_cities(text: str, cities: dict[str, City]) -> list[City]:
    """`Guangzhou; Huizhou (Daya Bay); nine cities; HK`: the cities meant; other words are passed over."""
    found = {}
    for part in text.split(";"):
        name = part.split("(")[0].strip()
        if name in GROUPS:
            found |= {c.code: c for c in cities.values() if c.in_bay_area and c.is_in_guangdong}
        name = {"HK": "Hong Kong"}.get(name, name)
        if name in cities:
            found[cities[name].code] = cities[name]
    return list(found.values())


def policy_state(status: str) -> str:
    if status == "in force":
        return Policy.State.IN_FORCE
    return Policy.State.CHECK if status.startswith("check") else Policy.State.ENDED


def first_day(text: str) -> date | None:
    """`2025`, `2025-02` or a day: the first day meant."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    return date(*parts, *[1] * (3 - len(parts)))


def last_day(text: str) -> date | None:
    first = first_day(text)
    if first is None or text.count("-") == 2:
        return first
    month = first.month if "-" in text else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])
