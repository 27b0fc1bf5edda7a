"""Loads data/projects.csv: offers found in public sources become listings, the rest is track record.

`data/project_reading.csv` says how the published words of an offer were read (kind, sectors, modes, sizes);
what the source leaves open stays empty. A row keeps its code for ever; a row that leaves the file is taken off the
lists, never deleted; a listing that a city has taken over is left alone.
"""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from investguangdong.core import clock
from investguangdong.core.actions import fill_traditional, mark_machine
from investguangdong.core.reference import LoadReport, read
from investguangdong.places.models import City, Sector, Zone
from investguangdong.projects.actions import change_project, create_project
from investguangdong.projects.models import (
    AmountMissing,
    DatePrecision,
    Project,
    RecordKind,
    Status,
    TrackRecord,
)

HUNDRED_MILLION = Decimal(100_000_000)
CONFIRM_BEFORE = 2024
OFFERS = ("open opportunity", "negotiation")
RECORDS = {
    "landed project": RecordKind.LANDED,
    "signed project": RecordKind.SIGNED,
    "allocated project": RecordKind.ALLOCATED,
    "approved project": RecordKind.APPROVED,
    "pipeline (planned)": RecordKind.PIPELINE,
}
# Words of the sources' free sector text, and our sectors.
LENSES = (
    ("petrochem", "chemicals-materials"),
    ("materials", "chemicals-materials"),
    ("semiconductor", "semiconductors"),
    ("display", "electronics-displays"),
    ("electronic", "electronics-displays"),
    ("energy", "new-energy-storage"),
    ("batter", "new-energy-storage"),
    ("hydrogen", "new-energy-storage"),
    ("nuclear", "new-energy-storage"),
    ("offshore wind", "marine-offshore-wind"),
    ("marine", "marine-offshore-wind"),
    ("port", "ports-aviation-logistics"),
    ("transport", "ports-aviation-logistics"),
    ("biomedic", "biomedicine-devices"),
    ("medicine", "biomedicine-devices"),
    ("health", "biomedicine-devices"),
    ("equipment", "machinery-robotics"),
    ("robot", "machinery-robotics"),
    ("manufacturing", "machinery-robotics"),
    ("data centre", "digital-data-ai"),
    ("digital", "digital-data-ai"),
    ("artificial intelligence", "digital-data-ai"),
    ("automobile", "automotive-nev"),
    ("vehicle", "automotive-nev"),
    ("charging", "automotive-nev"),
    ("food", "agriculture-food"),
    ("agriculture", "agriculture-food"),
    ("appliance", "consumer-goods"),
    ("textile", "consumer-goods"),
    ("tourism", "culture-tourism-health"),
    ("education", "culture-tourism-health"),
    ("services", "finance-professional"),
    ("low altitude", "low-altitude"),
    ("low-altitude", "low-altitude"),
    ("municipal", "green-environment"),
    ("safety", "green-environment"),
)
PARTIAL = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}


def load(folder: Path) -> list[LoadReport]:
    """Both files of the folder. A changed listing has its own history and audit row from its action."""
    with transaction.atomic():
        return Loader(folder).run()


def read_date(text: str) -> tuple[date | None, str]:
    """2024, 2024-06 or 2024-06-12, as the first day it can mean and how exact it is."""
    precision = PARTIAL.get(len(text))
    if precision is None:
        return None, ""
    return date.fromisoformat((text + "-01-01")[:10]), precision


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def texts(row: dict, source: str, field: str) -> dict:
    return {f"{field}_{code}": row.get(f"{source}_{code}") or None for code in ("en", "zh_hans", "pt")}


def words(row: dict, name: str) -> list[str]:
    return [part for part in row.get(name, "").split(";") if part]


class Loader:
    def __init__(self, folder: Path):
        self.rows = read(folder, "projects.csv")
        self.reading = {row["id"]: row for row in read(folder, "project_reading.csv")}
        self.cities = {city.name_en.removesuffix(" SAR"): city for city in City.objects.all()}
        self.sectors = {sector.slug: sector for sector in Sector.objects.all()}
        self.zones = {zone.name_en: zone for zone in Zone.objects.all()}

    def run(self) -> list[LoadReport]:
        offers, records = LoadReport("projects.csv (offers)"), LoadReport("projects.csv (track record)")
        kept = [row for row in self.rows if row["listing_type"].startswith(OFFERS)]
        for row in kept:
            self.load_offer(row, offers)
        self.pause_gone({row["id"] for row in kept}, offers)
        kept = [row for row in self.rows if row["listing_type"] in RECORDS]
        for row in kept:
            self.load_record(row, records)
        self.disable_gone({row["id"] for row in kept}, records)
        return [offers, records]

    def load_offer(self, row: dict, report: LoadReport) -> None:
        project = Project.objects.filter(source_id=row["id"]).first()
        fields, sectors = self.offer_fields(row), self.lenses(row)
        if project is None:
            create_project(by=None, source_id=row["id"], sectors=sectors, **fields)
            report.added += 1
        elif project.status != Status.AS_PUBLISHED:
            report.unchanged += 1
        else:
            changed = change_project(project, by=None, changes=fields, sectors=sectors)
            if changed.version == project.version:
                report.unchanged += 1
            else:
                report.changed.append((changed, {}))

    def offer_fields(self, row: dict) -> dict:
        reading = self.reading[row["id"]]
        day, precision = read_date(row["as_of"])
        return {
            "kind": reading["kind"],
            "status": Status.AS_PUBLISHED,
            "stage": reading["stage"],
            "modes": words(reading, "modes"),
            "primary_sector": self.sectors[words(reading, "sectors")[0]],
            "in_negotiation": row["listing_type"] == "negotiation",
            "city": self.city(row),
            "zone": self.zones[reading["zone"]] if reading["zone"] else None,
            "place_note": row["zone"],
            "floor_m2": int(reading["floor_m2"]) if reading["floor_m2"] else None,
            "land_min": number(reading["land_min_ha"]),
            "land_max": number(reading["land_max_ha"]),
            "source_url": row["source_url"].split(" ")[0],
            "source_body": reading["body_en"],
            "source_date": day,
            "source_date_precision": precision,
            "published_at": datetime.combine(day, time(), clock.BUSINESS_ZONE),
            "to_be_confirmed": day.year < CONFIRM_BEFORE,
            **self.amounts(row, reading),
            **self.offer_texts(row, reading),
        }

    def offer_texts(self, row: dict, reading: dict) -> dict:
        return {
            **texts(row, "title", "title"),
            **texts(row, "summary", "summary"),
            **texts(row, "stage", "source_stage"),
            **texts(row, "investment_text", "source_amount"),
            **texts(reading, "body", "publishing_body"),
        }

    def amounts(self, row: dict, reading: dict) -> dict:
        """ "About" is one figure, "above" leaves the upper end unknown."""
        if not row["investment_cny_100m"]:
            return {"total_min": None, "total_max": None, "amount_missing": AmountMissing.NOT_STATED}
        total = (Decimal(row["investment_cny_100m"]) * HUNDRED_MILLION).quantize(Decimal("0.01"))
        top = total if reading["amount_reading"] == "about" else None
        return {"total_min": total, "total_max": top, "amount_missing": ""}

    def city(self, row: dict) -> City | None:
        return self.cities[row["city"]] if row["city"] else None

    def lenses(self, row: dict) -> list[Sector]:
        reading = self.reading.get(row["id"])
        if reading:
            return [self.sectors[slug] for slug in words(reading, "sectors")]
        text = row["sector"].lower()
        return [self.sectors[slug] for slug in dict.fromkeys(slug for word, slug in LENSES if word in text)]

    def pause_gone(self, ids: set[str], report: LoadReport) -> None:
        gone = Project.objects.filter(status=Status.AS_PUBLISHED, source_id__isnull=False)
        for project in gone.exclude(source_id__in=ids):
            report.changed.append((change_project(project, by=None, changes={"status": Status.PAUSED}), {}))

    def disable_gone(self, ids: set[str], report: LoadReport) -> None:
        for record in TrackRecord.objects.filter(disabled_on=None).exclude(source_id__in=ids):
            record.disabled_on = clock.today()
            record.save()
            report.disabled.append(record)

    def load_record(self, row: dict, report: LoadReport) -> None:
        fields = self.record_fields(row)
        record = TrackRecord.objects.filter(source_id=row["id"]).first() or TrackRecord(source_id=row["id"])
        told = {
            name: (getattr(record, name), new) for name, new in fields.items() if getattr(record, name) != new
        }
        if record.pk and not told:
            report.unchanged += 1
            return
        if record.pk:
            report.changed.append((record, told))
        else:
            report.added += 1
        for name, value in fields.items():
            setattr(record, name, value)
        filled = fill_traditional(record, ("title", "summary", "amount_text", "stage_text"))
        record.save()
        mark_machine([record], filled)
        record.sectors.set(self.lenses(row))

    def record_fields(self, row: dict) -> dict:
        day, precision = read_date(row["as_of"])
        amount = number(row["investment_cny_100m"])
        return {
            "kind": RECORDS[row["listing_type"]],
            "investor": row["investor_or_owner"],
            "city": self.city(row),
            "place_note": row["zone"],
            "amount_cny": (amount * HUNDRED_MILLION).quantize(Decimal("0.01")) if amount else None,
            "mode_text": row["cooperation_mode"],
            "source_date": day,
            "source_date_precision": precision,
            "source_url": row["source_url"].split(" ")[0],
            "confidence": row["confidence"],
            "disabled_on": None,
            **texts(row, "title", "title"),
            **texts(row, "summary", "summary"),
            **texts(row, "stage", "stage_text"),
            **texts(row, "investment_text", "amount_text"),
        }
