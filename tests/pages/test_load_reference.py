import csv
import shutil
from io import StringIO

import pytest
from django.core.management import call_command

from investguangdong.audit.models import AuditEntry
from investguangdong.core.models import Change
from investguangdong.events.models import Event
from investguangdong.places.models import (
    City,
    Cluster,
    Division,
    ExchangeRate,
    Figure,
    Hall,
    Policy,
    Port,
    Procedure,
    Sector,
    Zone,
)
from investguangdong.resources.models import Facility
from investguangdong.services.models import Service


def load(folder) -> list[str]:
    out = StringIO()
    call_command("load_reference", data=folder, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def few(tmp_path, settings):
    """A copy of a few of the real files: what is missing has no rows."""
    for name in ("cities.csv", "zones.csv", "events.csv"):
        shutil.copy(settings.BASE_DIR / "data" / name, tmp_path)
    return tmp_path


def rows(path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(1 for _row in csv.DictReader(file))


def rewrite(path, change):
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        kept = [row for row in map(change, reader) if row]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames)
        writer.writeheader()
        writer.writerows(kept)


@pytest.fixture
def loaded(db, few):
    load(few)
    return few


def test_every_row_of_the_real_files_is_loaded_and_connected(db, settings):
    folder = settings.BASE_DIR / "data"
    load(folder)
    counts = {
        "cities.csv": City.objects.count(),
        "clusters.csv": Cluster.objects.count(),
        "zones.csv": Zone.objects.count(),
        "policies.csv": Policy.objects.count(),
        "ports.csv": Port.objects.count() + Hall.objects.count(),
        "figures.csv": Figure.objects.count(),
        "setup_steps.csv": Procedure.objects.count(),
        "services.csv": Service.objects.count(),
        "events.csv": Event.objects.count(),
        "compute.csv": Facility.objects.count(),
        "terms/sectors.csv": Division.objects.count(),
        "terms/sector_lenses.csv": Sector.objects.count(),
    }
    assert counts == {name: rows(folder / name) for name in counts}
    assert sum(City.objects.in_guangdong().values_list("population", flat=True)) == 126_012_510
    policy = Policy.objects.get(slug="guangdong-foreign-investment-reward-core-six-cities")
    assert policy.cities.count() == 6
    assert Zone.objects.get(slug="hengqin").policies.count() == 6
    assert Sector.objects.get(slug="semiconductors").clusters.count() == 2
    assert City.objects.get(slug="shenzhen").figures.filter(indicator="gdp_cny_100m", year=2024).exists()
    newest = {row.currency: round(row.rate, 4) for row in ExchangeRate.objects.filter(on="2026-01-27")}
    assert (str(newest["USD"]), str(newest["JPY"]), str(newest["MOP"])) == ("6.9858", "0.0452", "0.8694")


def test_second_load_changes_nothing_and_tells_nobody(loaded):
    said = [line for line in load(loaded) if not line.startswith("projects")]
    assert all(" 0 added, 0 changed, 0 disabled" in line for line in said)
    assert (AuditEntry.objects.count(), Change.objects.count()) == (0, 0)


def test_changed_row_is_told_audited_and_queued(loaded):
    def grown(row):
        return {**row, "area_km2": "107"} if row["name_en"].endswith("in Hengqin") else row

    rewrite(loaded / "zones.csv", grown)
    said = load(loaded)
    zone = Zone.objects.get(slug="hengqin")
    assert "zones.csv: 0 added, 1 changed, 0 disabled, 40 unchanged" in said
    entry = AuditEntry.objects.about(zone).get()
    assert (entry.verb, entry.changes["area_km2"]) == ("reference.changed", {"old": "106.00", "new": "107"})
    assert Change.objects.get(field="area_km2").object_id == str(zone.pk)


def test_row_gone_is_switched_off_and_told(loaded):
    rewrite(loaded / "events.csv", lambda row: None if row["name_en"] == "134th Canton Fair" else row)
    said = load(loaded)
    event = Event.objects.get(slug="134th-canton-fair")
    assert "events.csv: 0 added, 0 changed, 1 disabled, 31 unchanged" in said
    assert event.disabled_on is not None
    assert AuditEntry.objects.about(event).get().verb == "reference.disabled"


def test_one_bad_row_leaves_everything_as_it_was(db, few):
    rewrite(few / "zones.csv", lambda row: {**row, "city": "Atlantis"})
    with pytest.raises(KeyError):
        load(few)
    assert City.objects.count() == 0
