"""From the files of `data/` to the drafts of places. Each loader takes the folder and returns its reports."""

import json
import re
from datetime import date
from pathlib import Path

from django.utils.text import slugify

from investguangdong.core.chinese import to_traditional
from investguangdong.core.reference import Draft, LoadReport, load, number, read, texts
from investguangdong.places.models import (
    City,
    Cluster,
    Confidence,
    Division,
    ExchangeRate,
    Figure,
    Hall,
    Policy,
    PolicyRule,
    Port,
    Procedure,
    Sector,
    Zone,
)
from investguangdong.places.rules import problems
from investguangdong.places.wording import (
    CLUSTER_KINDS,
    HALL_KINDS,
    PORT_KINDS,
    REGIONS,
    SECTOR_NAMES,
    TRACKS,
    ZONE_KINDS,
    ZONE_SLUGS,
    first_day,
    last_day,
    named_cities,
    policy_state,
)


def provenance(row: dict) -> dict:
    """The columns every file has: date of the fact, confidence, source, note."""
    high = row.get("confidence", "").startswith(("high", "names high"))
    return {
        "as_of": row.get("as_of", ""),
        "confidence": Confidence.HIGH if high else Confidence.MEDIUM,
        "source_url": row.get("source_url", ""),
        "note": row.get("note", ""),
    }


def slug_of(name: str, length: int = 80) -> str:
    return slugify(name)[:length].strip("-")


def cities_by_name() -> dict[str, City]:
    """By the English name as the files use it: Hong Kong and Macao without "SAR"."""
    return {city.name_en.removesuffix(" SAR"): city for city in City.objects.all()}


def load_sectors(folder: Path) -> list[LoadReport]:
    """Sections, then divisions, then the lenses over both. Runs after the clusters."""
    rows = read(folder, "terms/sectors.csv")
    file = "terms/sectors.csv"
    reports = []
    for level in Division.Level.values:
        parents = {parent.code: parent for parent in Division.objects.filter(level="section")}
        drafts = [_division(row, parents) for row in rows if row["level"] == level]
        among = Division.objects.filter(level=level)
        reports.append(load(Division, drafts, key=["code"], file=f"{file} ({level}s)", among=among))
    return [*reports, _load_lenses(folder)]


def _division(row: dict, parents: dict) -> Draft:
    values = {
        "code": row["code"],
        "level": row["level"],
        "parent": parents.get(row["parent"]),
        "isic4": row["isic4"],
        **texts(row, "name"),
        **provenance(row),
    }
    return Draft(values, texts=["name"])


def _load_lenses(folder: Path) -> LoadReport:
    divisions = {row.code: row for row in Division.objects.all()}
    clusters = {row.name_en: row for row in Cluster.objects.all()}
    drafts = []
    for row in read(folder, "terms/sector_lenses.csv"):
        values = {
            "slug": row["lens"],
            "gbt_detail": row["gbt_detail"],
            "isic4": row["isic4_divisions"],
            **texts(row, "name"),
            **provenance(row),
        }
        links = {
            "divisions": _picked(divisions, row["gbt_divisions"]),
            "clusters": _picked(clusters, row["clusters_en"]),
        }
        drafts.append(Draft(values, links, texts=["name"]))
    return load(Sector, drafts, key=["slug"], file="terms/sector_lenses.csv")


def _picked(known: dict, names: str) -> list:
    return [known[name] for part in names.split(";") if (name := part.strip()) in known]


def load_cities(folder: Path) -> list[LoadReport]:
    drafts = [_city(row) for row in read(folder, "cities.csv")]
    return [load(City, drafts, key=["code"], file="cities.csv")]


def _city(row: dict) -> Draft:
    values = {
        "code": row["division_code"],
        "slug": slug_of(row["name_en"].removesuffix(" SAR")),
        "region": REGIONS[row["region"]],
        "in_bay_area": row["gba_member"] == "yes",
        "lon": number(row["lon"]),
        "lat": number(row["lat"]),
        "area_km2": number(row["area_km2"]),
        "population": number(row["population"]),
        "population_year": number(row["population_year"]),
        "gdp_cny_100m": number(row["gdp_cny_100m"]),
        "gdp_year": number(row["gdp_year"]),
        **texts(row, "name"),
        **texts(row, "pillar_industries"),
        **provenance(row),
    }
    values |= {"note": row["gdp_note"], "as_of": row["as_of"].split(" ")[0]}
    return Draft(values, texts=["name", "pillar_industries"])


def load_clusters(folder: Path) -> list[LoadReport]:
    cities = cities_by_name()
    drafts = []
    for row in read(folder, "clusters.csv"):
        values = {
            "slug": slug_of(row["name_en"]),
            "kind": CLUSTER_KINDS[row["kind"]],
            "goal_year": number(row["goal_year"]),
            **texts(row, "name"),
            **texts(row, "goal_or_scale"),
            **provenance(row),
        }
        links = {"cities": named_cities(row["main_cities"], cities)}
        drafts.append(Draft(values, links, texts=["name", "goal_or_scale"]))
    return [load(Cluster, drafts, key=["slug"], file="clusters.csv")]


def load_zones(folder: Path) -> list[LoadReport]:
    cities = cities_by_name()
    fields = ["name", "focus_sectors", "headline_incentives", "data_regime"]
    drafts = []
    for row in read(folder, "zones.csv"):
        values = {
            "slug": ZONE_SLUGS.get(row["name_en"]) or slug_of(row["name_en"]),
            "kind": ZONE_KINDS[row["kind"]],
            "city": cities[row["city"]],
            "area_km2": number(row["area_km2"]),
            "legal_source": row["legal_source"],
            **provenance(row),
        }
        for name in fields:
            values |= texts(row, name)
        drafts.append(Draft(values, texts=fields))
    return [load(Zone, drafts, key=["slug"], file="zones.csv")]


def load_ports(folder: Path) -> list[LoadReport]:
    """One file, two tables: where one crosses, and where one applies in person."""
    cities, rows = cities_by_name(), read(folder, "ports.csv")
    ports = [_port(row, cities) for row in rows if row["kind"] in PORT_KINDS]
    halls = [_hall(row, cities) for row in rows if row["kind"] in HALL_KINDS]
    return [
        load(Port, ports, key=["slug"], file="ports.csv (ports)"),
        load(Hall, halls, key=["slug"], file="ports.csv (halls)"),
    ]


def _office(row: dict, cities: dict) -> dict:
    return {
        "slug": slug_of(row["name_en"]),
        "city": cities[row["city"]],
        "lon": number(row["lon"]),
        "lat": number(row["lat"]),
        **texts(row, "name"),
        **texts(row, "address"),
        **texts(row, "opening_hours"),
        **provenance(row),
    }


def _port(row: dict, cities: dict) -> Draft:
    own = {
        "kind": PORT_KINDS[row["kind"]],
        "counterpart": row["counterpart"],
        "position_is_exact": row["coord_confidence"] == "high",
    }
    values = own | _office(row, cities) | texts(row, "modes")
    return Draft(values, texts=["name", "address", "opening_hours", "modes"])


def _hall(row: dict, cities: dict) -> Draft:
    values = {"kind": HALL_KINDS[row["kind"]]} | _office(row, cities)
    return Draft(values, texts=["name", "address", "opening_hours"])


def load_policies(folder: Path) -> list[LoadReport]:
    cities, zones = cities_by_name(), {zone.slug: zone for zone in Zone.objects.cooperation()}
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    drafts = [_policy(row, cities, zones, sectors) for row in read(folder, "policies.csv")]
    return [load(Policy, drafts, key=["slug"], file="policies.csv")]


def _policy(row: dict, cities: dict, zones: dict, sectors: dict) -> Draft:
    fields = ["title", "summary", "amount_or_rate"]
    values = {
        "slug": slug_of(row["title_en"], 90),
        "issuing_body": row["issuing_body"],
        "year": number(row["year"]),
        "scope": row["scope"].lower(),
        "scope_name": row["scope_name"],
        "kind": row["kind"],
        "valid_from": first_day(row["valid_from"]),
        "valid_from_text": row["valid_from"],
        "valid_to": last_day(row["valid_to"]),
        "valid_to_text": row["valid_to"],
        "state": policy_state(row["status"]),
        "status_text": row["status"],
        **provenance(row),
    }
    for name in fields:
        values |= texts(row, name)
    named = [part.strip().lower() for part in row["scope_name"].split(";")]
    links = {
        "cities": named_cities(row["scope_name"], cities) if values["scope"] in ("city", "gba") else [],
        "zones": [zones[name] for name in named if name in zones],
        "sectors": _picked(sectors, SECTOR_NAMES.get(row["scope_name"], "")),
    }
    return Draft(values, links, texts=fields)


def load_policy_rules(folder: Path) -> list[LoadReport]:
    """Refuses a rule that cannot be used or whose stored examples come out otherwise, naming the place."""
    path = folder / "policy_rules.json"
    rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    policies = {policy.slug: policy for policy in Policy.objects.all()}
    drafts = []
    for row in rows:
        data = {
            name: value for name, value in row.items() if name not in ("policy", "valid_from", "valid_to")
        }
        if found := problems({**data, "valid_from": row["valid_from"], "valid_to": row["valid_to"]}):
            raise ValueError(f"policy_rules.json, {row['policy']}: {'; '.join(found)}")
        policy = policies[row["policy"]]
        values = {
            "policy": policy,
            "valid_from": first_day(row["valid_from"] or ""),
            "valid_to": last_day(row["valid_to"] or ""),
            "data": with_traditional(data),
            "as_of": policy.as_of,
            "confidence": policy.confidence,
        }
        drafts.append(Draft(values))
    return [load(PolicyRule, drafts, key=["policy", "valid_from"], file="policy_rules.json")]


def with_traditional(node):
    """Sentences of conditions in Traditional Chinese too, converted."""
    if isinstance(node, list):
        return [with_traditional(part) for part in node]
    if not isinstance(node, dict):
        return node
    grown = {name: with_traditional(value) for name, value in node.items()}
    return {**grown, "zh-hant": to_traditional(node["zh-hans"])} if "zh-hans" in node else grown


def load_procedures(folder: Path) -> list[LoadReport]:
    fields = {
        name: name for name in ("name", "applicant", "office", "result", "papers", "cost", "legal_basis")
    }
    fields["duration"] = "time"
    drafts = []
    for row in read(folder, "setup_steps.csv"):
        values = {
            "track": TRACKS[row["track"]],
            "number": int(row["step_no"]),
            "online_channel": row["online_channel"],
            "source_title": row["source_title"],
            "source_body": row["source_body"],
            **provenance(row),
        }
        for target, source in fields.items():
            values |= texts(row, target, source)
        drafts.append(Draft(values, texts=list(fields)))
    return [load(Procedure, drafts, key=["track", "number"], file="setup_steps.csv")]


def load_figures(folder: Path) -> list[LoadReport]:
    cities = {city.code: city for city in City.objects.all()}
    drafts = [_figure(row, cities) for row in read(folder, "figures.csv")]
    key = ["place_code", "indicator", "year_or_date", "source_title", "source_body"]
    return [load(Figure, drafts, key=key, file="figures.csv"), _load_rates(folder)]


def _figure(row: dict, cities: dict) -> Draft:
    value = number(row["value"])
    year = re.search(r"\b(19|20)\d\d\b", row["year_or_date"])
    values = {
        "place_code": row["place_code"],
        "city": cities.get(row["place_code"]),
        "indicator": row["indicator"],
        "value": value,
        "value_text": "" if value is not None else row["value"],
        "unit": row["unit"],
        "year_or_date": row["year_or_date"],
        "year": int(year[0]) if year else None,
        "source_title": row["source_title"],
        "source_body": row["source_body"],
        **texts(row, "definition", "definition_note"),
        **provenance(row),
    }
    return Draft(values | {"as_of": row["year_or_date"]}, texts=["definition"])


RATE = re.compile(r"^(?P<base>[A-Z]{3}) per (?P<units>\d+) (?P<other>[A-Z]{3})$")


def _load_rates(folder: Path) -> LoadReport:
    """The same file's central parities as rates. A published rate does not change: a known one is left."""
    report = LoadReport("figures.csv (exchange rates)")
    known = set(ExchangeRate.objects.values_list("currency", "on"))
    found = [_rate(row) for row in read(folder, "figures.csv") if row["indicator"].startswith("fx_cny_")]
    fresh = [rate for rate in found if (rate.currency, rate.on) not in known]
    ExchangeRate.objects.bulk_create(fresh)
    report.added, report.unchanged = len(fresh), len(found) - len(fresh)
    return report


def _rate(row: dict) -> ExchangeRate:
    """Yuan for one unit. The file quotes the yen per 100, and the pataca the other way round."""
    quoted = RATE.match(row["unit"])
    value, units = number(row["value"]), int(quoted["units"])
    inverse = quoted["other"] == "CNY"
    return ExchangeRate(
        currency=quoted["base"] if inverse else quoted["other"],
        on=date.fromisoformat(row["year_or_date"]),
        rate=round(units / value if inverse else value / units, 8),
        source_body=row["source_body"],
    )
