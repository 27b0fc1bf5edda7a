"""The history of a listing in words: which fields are told to the public, and each value as a reader says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.core.languages import LANGUAGES, ORDER, best, column, current
from investguangdong.core.money import compact
from investguangdong.places.models import City, Cluster, Sector, Zone
from investguangdong.projects.facts import UNKNOWN, dated, measured, yes_no
from investguangdong.projects.models import (
    EvidenceKind,
    EvidenceState,
    Mode,
    Outcome,
    Project,
    ProjectChange,
    Stage,
    Status,
    Tenure,
)
from investguangdong.projects.models.choices import AmountMissing, Kind
from investguangdong.projects.models.history import OTHER_FIELDS
from investguangdong.projects.translation import ProjectTranslation

LONGEST = 220  # characters of a text: the whole of it stands on the listing
CHOICES = {
    "kind": Kind,
    "status": Status,
    "stage": Stage,
    "tenure": Tenure,
    "outcome": Outcome,
    "amount_missing": AmountMissing,
}
PLACES = {
    "city": City,
    "zone": Zone,
    "cluster": Cluster,
    "primary_sector": Sector,
    "sectors": Sector,
}
DATES = ("closes_on", "available_from", "start_target", "verified_on", "expires_on", "source_date")
FLAGS = ("has_gas", "has_steam", "in_negotiation", "to_be_confirmed")
MONEY = ("total_min", "total_max", "sought_min", "sought_max", "secured", "min_ticket")
UNITS = {
    "land_min": "ha",
    "land_max": "ha",
    "floor_m2": "m²",
    "land_price": gettext_lazy("yuan per m²"),
    "power_mw": "MW",
    "power_kv": "kV",
    "water_t_day": gettext_lazy("t a day"),
    **dict.fromkeys(("green_power", "equity_min", "equity_max", "irr_min", "irr_max", "readiness"), "%"),
    **dict.fromkeys(("port_km", "airport_km", "rail_km", "motorway_km"), "km"),
    **dict.fromkeys(("plot_ratio_min", "plot_ratio_max", "tenure_years", "horizon_years", "jobs"), ""),
}
APPLICATIONS = {"open": gettext_lazy("open"), "closed": gettext_lazy("closed")}
TEXTS = {column(name, code): (name, code) for name in ProjectTranslation.fields for code in LANGUAGES}
# Who leads, who checked, exact points and the keys of a row are nobody's news, or not everybody's.
TOLD = frozenset(
    {
        *(*CHOICES, *PLACES, *DATES, *FLAGS, *MONEY, *UNITS, *TEXTS),
        *("output_cny", "currency", "modes", "place_note", "outcome_reason", "evidence", "applications"),
    }
)
# A listing that leaves or comes back is told at once, whatever else waits.
URGENT = frozenset({"status", "applications"})


@dataclass(frozen=True)
class Told:
    """One line of news. `language` is that of the values where they are content, else empty."""

    label: str
    old: str
    new: str
    at: datetime
    project: Project
    language: str = ""


class Words:
    """Says changes in the reader's language; names of places are read once for all of them."""

    def __init__(self):
        self._names: dict[type, dict[str, str]] = {}

    def tell(self, changes: Iterable[ProjectChange]) -> list[Told]:
        """Newest first as given; of a text that changed in several languages only the reader's."""
        rows = [row for row in changes if row.field in TOLD]
        return [self._line(row) for row in rows if not self._is_said_better(row, rows)]

    def _is_said_better(self, row: ProjectChange, rows: list[ProjectChange]) -> bool:
        """The same text changed in the same act in a language the reader knows better."""
        if row.field not in TEXTS:
            return False
        name, code = TEXTS[row.field]
        better = ORDER[current()][: ORDER[current()].index(code)]
        others = {column(name, one) for one in better}
        return any(
            one.field in others and (one.at, one.project_id) == (row.at, row.project_id) for one in rows
        )

    def _line(self, row: ProjectChange) -> Told:
        language = TEXTS[row.field][1] if row.field in TEXTS else ""
        old, new = (self.value(row, raw) for raw in (row.old, row.new))
        return Told(
            label_of(row.field), old, new, row.at, row.project, "" if language == current() else language
        )

    def value(self, row: ProjectChange, raw: str) -> str:
        if not raw:
            return str(_("Whole province") if row.field == "city" else UNKNOWN)
        try:
            return str(self._said(row, raw))
        except (ValueError, ArithmeticError, KeyError):
            return Truncator(raw).chars(LONGEST)  # written by an older version: better raw than nothing

    def _said(self, row: ProjectChange, raw: str):
        field = row.field
        if field in CHOICES:
            return CHOICES[field](raw).label
        if field in PLACES:
            return ", ".join(self._name(PLACES[field], slug) for slug in raw.split(", "))
        if field in SAID:
            return SAID[field](raw, row.project)
        return Truncator(raw).chars(LONGEST)

    def _name(self, model, slug: str) -> str:
        if model not in self._names:
            self._names[model] = {row.slug: best(row, "name").text for row in model.objects.all()}
        return self._names[model].get(slug, slug)


def label_of(field: str) -> str:
    """The field in words, without the language of its column."""
    name = TEXTS[field][0] if field in TEXTS else field
    if name in OTHER_FIELDS:
        return str(OTHER_FIELDS[name])
    label = str(Project._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def paper(raw: str, _project) -> str:
    """`land_certificate: cleared`, or the kind alone of a paper that was taken away."""
    kind, _colon, state = raw.partition(": ")
    label = EvidenceKind(kind).label
    return f"{label}: {EvidenceState(state).label}" if state else str(label)


def amount(raw: str, project: Project) -> str:
    return compact(Decimal(raw), project.currency, current())


SAID = {
    **dict.fromkeys(DATES, lambda raw, _project: dated(date.fromisoformat(raw))),
    **dict.fromkeys(FLAGS, lambda raw, _project: yes_no({"True": True, "False": False}[raw])),
    **dict.fromkeys(MONEY, amount),
    **{
        name: lambda raw, _project, unit=unit: measured(Decimal(raw), str(unit))
        for name, unit in UNITS.items()
    },
    "output_cny": lambda raw, _project: compact(Decimal(raw), "CNY", current()),
    "modes": lambda raw, _project: ", ".join(str(Mode(one).label) for one in raw.split(", ")),
    "evidence": paper,
    "applications": lambda raw, _project: APPLICATIONS[raw],
}
