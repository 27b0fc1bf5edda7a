"""The open projects as the model reads them, kept in the process from one mandate to the next.

What is kept is looked at before each use: two look-ups by index tell whether anything has changed, and then only
the listings that did are read again. Above `MOST_KEPT` open listings nothing is kept: those of the wanted and
the neighbouring sectors are found by index."""

import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.conf import settings
from django.db.models import Q

from investguangdong.core import clock
from investguangdong.core.models import Change
from investguangdong.investors.models import Mandate
from investguangdong.matching.crowds import crowd_of, latest_run
from investguangdong.matching.facts import ProjectFacts
from investguangdong.matching.material import fingerprint
from investguangdong.matching.reading import Reference, project_facts, with_facts
from investguangdong.matching.table import Table
from investguangdong.projects.dataversion import data_version
from investguangdong.projects.models import Project, SearchEntry

MOST_KEPT = 100_000
MOST_CANDIDATES = 20_000
# A transaction may commit after a later one: what is kept looks back this far, and is read anew now and then.
OVERLAP = timedelta(minutes=1)
OVERLAP_CHANGES = 200
LONGEST = 600  # seconds


class Supply:
    """Primary keys and facts in one order, by primary key, and the table made of them."""

    def __init__(self, facts: dict[int, ProjectFacts], reference: Reference):
        self.reference = reference
        self.pks = sorted(facts)
        self.facts = [facts[pk] for pk in self.pks]
        self._prints: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.pks)

    @cached_property
    def row_of(self) -> dict[int, int]:
        return {pk: row for row, pk in enumerate(self.pks)}

    @cached_property
    def table(self) -> Table:
        return Table(self.facts, crowd=crowd_of(self.pks))

    def fingerprint(self, row: int) -> str:
        if row not in self._prints:
            self._prints[row] = fingerprint(self.facts[row])
        return self._prints[row]


def read(projects, reference: Reference, *, with_text: bool) -> dict[int, ProjectFacts]:
    rows = with_facts(projects, with_text=with_text).order_by().iterator(chunk_size=2000)
    return {row.pk: project_facts(row, reference, with_text=with_text) for row in rows}


def open_supply() -> Supply:
    """The newest open projects, up to `MOST_KEPT`."""
    if settings.KEEP_SECONDS:
        return KEPT.read()
    reference = Reference()
    return Supply(read(Project.objects.open_now(), reference, with_text=True), reference)


def supply_for(mandate: Mandate) -> Supply:
    """What one mandate is scored against while its owner waits."""
    if KEPT.is_small_enough():
        return open_supply()
    reference = Reference()
    rows = Project.objects.open_now().filter(by_index(mandate, reference))
    found = rows.order_by("-published_at", "-pk").values("pk")[:MOST_CANDIDATES]
    return Supply(read(Project.objects.filter(pk__in=found), reference, with_text=True), reference)


def by_index(mandate: Mandate, reference: Reference) -> Q:
    """Of a wanted sector, of one that is a neighbour of it, or of none."""
    wanted = set(mandate.sector_weights)
    if not wanted:
        return Q()
    near = wanted.union(*(reference.neighbours.get(slug, ()) for slug in wanted))
    ids = [pk for pk, slug in reference.slugs.items() if slug in near]
    return Q(entry__sector_ids__overlap=ids) | Q(entry__sector_ids=[])


@dataclass
class Kept:
    """The open projects of this process. `read()` brings them up to date and returns them."""

    supply: Supply | None = None
    version: tuple = ()
    day: date | None = None
    read_at: float = 0.0
    facts: dict[int, ProjectFacts] = field(default_factory=dict)

    def is_small_enough(self) -> bool:
        if self.supply is not None:
            return len(self.supply) <= MOST_KEPT
        return SearchEntry.objects.listed()[: MOST_KEPT + 1].count() <= MOST_KEPT

    def read(self) -> Supply:
        version, day = (*data_version(), latest_run()), clock.today()
        is_old = self.day != day or time.monotonic() - self.read_at > LONGEST
        if self.supply is None or is_old or (version != self.version and self._places_changed()):
            self._read_all(day)
        elif version != self.version:
            self._read_changed()
        self.version = version
        return self.supply

    def _read_all(self, day: date) -> None:
        reference = Reference()
        newest = Project.objects.open_now().order_by("-published_at", "-pk").values("pk")[:MOST_KEPT]
        self.facts = read(Project.objects.filter(pk__in=newest), reference, with_text=True)
        self.supply, self.day, self.read_at = Supply(self.facts, reference), day, time.monotonic()

    def _read_changed(self) -> None:
        changed = self._changed_projects()
        for pk in changed:
            self.facts.pop(pk, None)
        rows = Project.objects.open_now().filter(pk__in=changed)
        self.facts |= read(rows, self.supply.reference, with_text=True)
        self.supply = Supply(self.facts, self.supply.reference)

    def _places_changed(self) -> bool:
        return self._changes().filter(topic="places").exists()

    def _changed_projects(self) -> set[int]:
        _last, updated_at, _run = self.version
        told = self._changes().filter(object_type="projects.project").values_list("object_id", flat=True)
        saved = Project.objects.all()
        if updated_at:
            saved = saved.filter(updated_at__gte=updated_at - OVERLAP)
        return {int(pk) for pk in told} | set(saved.values_list("pk", flat=True))

    def _changes(self):
        last, *_rest = self.version
        return Change.objects.filter(pk__gt=last - OVERLAP_CHANGES)


def latest_change() -> int:
    return data_version()[0]


KEPT = Kept()
