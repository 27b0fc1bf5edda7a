from pathlib import Path

from investguangdong.core.reference import Draft, LoadReport, load, read, texts
from investguangdong.places.loaders import provenance, slug_of
from investguangdong.services.models import Service

TEXTS = ["name", "for_whom", "what_you_need", "where_channel", "key_facts"]
FIELDS = {"customs clearance": Service.Field.CLEARANCE, "senior care": Service.Field.SENIOR_CARE}


def load_services(folder: Path) -> list[LoadReport]:
    drafts = [_service(row) for row in read(folder, "services.csv")]
    return [load(Service, drafts, key=["code"], file="services.csv")]


def _service(row: dict) -> Draft:
    values = {
        "code": row["id"],
        "slug": slug_of(row.get("name_en", ""), 90),
        "field": FIELDS.get(row["field"], row["field"]),
        "is_bookable": row["bookable"] == "yes",
        **provenance(row),
    }
    for name in TEXTS:
        values |= texts(row, name)
    return Draft(values, texts=TEXTS)
