from pathlib import Path

from investguangdong.core.reference import Draft, LoadReport, load, read, texts
from investguangdong.events.models import Event
from investguangdong.places.loaders import cities_by_name, provenance, slug_of
from investguangdong.places.wording import first_day, named_cities

TEXTS = ["name", "date_rule", "organiser", "what_for_investors", "result"]


def load_events(folder: Path) -> list[LoadReport]:
    cities = cities_by_name()
    drafts = [_event(row, cities) for row in read(folder, "events.csv")]
    return [load(Event, drafts, key=["slug"], file="events.csv")]


def _event(row: dict, cities: dict) -> Draft:
    """An event with one known day begins and ends on it."""
    values = {
        "slug": slug_of(row["name_en"], 100),
        "series": row["series"],
        "city": next(iter(named_cities(row["city"], cities)), None),
        "place": row["city"],
        "starts_on": first_day(row["start_date"]),
        "ends_on": first_day(row["end_date"] or row["start_date"]),
        **provenance(row),
    }
    for name in TEXTS:
        values |= texts(row, name)
    return Draft(values, texts=TEXTS)
