from pathlib import Path

from investguangdong.core.reference import Draft, LoadReport, load, number, read, texts
from investguangdong.places.loaders import cities_by_name, provenance, slug_of
from investguangdong.places.wording import named_cities
from investguangdong.resources.models import Facility

TEXTS = ["name", "operator", "capacity", "status"]
KINDS = {
    "AI computing": Facility.Kind.AI,
    "supercomputing": Facility.Kind.SUPER,
    "data centre": Facility.Kind.CENTRE,
    "data centre cluster": Facility.Kind.CENTRE_CLUSTER,
    "storage centre": Facility.Kind.STORAGE,
    "cloud": Facility.Kind.CLOUD,
    "dispatch platform": Facility.Kind.DISPATCH,
    "data exchange": Facility.Kind.EXCHANGE,
    "data platform": Facility.Kind.PLATFORM,
}


def load_facilities(folder: Path) -> list[LoadReport]:
    cities = cities_by_name()
    drafts = [_facility(row, cities) for row in read(folder, "compute.csv")]
    return [load(Facility, drafts, key=["slug"], file="compute.csv")]


def _facility(row: dict, cities: dict) -> Draft:
    values = {
        "slug": slug_of(row["name_en"], 90),
        "kind": KINDS[row["kind"]],
        "city": next(iter(named_cities(row["city"], cities)), None),
        "place": row["city"],
        "capacity_value": number(row["capacity_value"]),
        "capacity_unit": row["capacity_unit"],
        **provenance(row),
    }
    for name in TEXTS:
        values |= texts(row, name)
    return Draft(values, texts=TEXTS)
