"""Real deals as the model sees them: a folder with the schema of the matchmaking benchmark, read as mandates,
projects and what became of them. Nothing here scores."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from investguangdong.matching.facts import MandateFacts, Place, ProjectFacts, Range, Taken
from investguangdong.matching.taste import faded

NOWHERE = float("nan")
LISTS = ("sectors", "tags", "regions", "states", "cities", "stages")
LEAST_PAST = {"a": 5, "b": 3}


def rows(folder: Path, name: str):
    with (folder / name).open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def amount(text: str) -> float | None:
    return float(text) if text else None


@dataclass(frozen=True)
class Round:
    day: date
    kind: str
    amount: float | None


@dataclass(frozen=True)
class Deal:
    investor: str
    project: str
    day: date
    kind: str
    amount: float | None


@dataclass
class Deals:
    """Everything that was known before the cut."""

    folder: Path
    places: dict[str, Place | None] = field(default_factory=dict)
    sectors: dict[str, str] = field(default_factory=dict)
    themes: dict[str, frozenset[str]] = field(default_factory=dict)
    rounds: dict[str, list[Round]] = field(default_factory=dict)
    deals: list[Deal] = field(default_factory=list)

    def __post_init__(self):
        for row in rows(self.folder, "projects.csv"):
            key = row["project_id"]
            self.places[key] = place(row)
            self.sectors[key] = row["sector"]
            self.themes[key] = words(row["tags"])
        self.rounds = self._rounds()
        self.deals = sorted(self._deals(), key=lambda deal: (deal.day, deal.investor, deal.project))
        self.cut = date(max(deal.day.year for deal in self.deals) + 1, 1, 1)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many values of each fact there are."""
        places = [one for one in self.places.values() if one]
        found = {
            "sector": self.sectors.values(),
            "city": [one.slug for one in places],
            "region": [one.region for one in places],
            "state": [one.state for one in places],
            "stage": [one.kind for some in self.rounds.values() for one in some],
        }
        return {**{name: len(set(values) - {""}) for name, values in found.items()}, "backed": 2}

    def _rounds(self) -> dict[str, list[Round]]:
        found = defaultdict(list)
        for row in rows(self.folder, "rounds.csv"):
            if row["project_id"] in self.places:
                found[row["project_id"]].append(
                    Round(date.fromisoformat(row["date"]), row["round_type"], amount(row["amount_usd"]))
                )
        return {key: sorted(some, key=lambda one: one.day) for key, some in found.items()}

    def _deals(self):
        for row in rows(self.folder, "deals.csv"):
            if row["project_id"] in self.places:
                yield Deal(
                    row["investor_id"],
                    row["project_id"],
                    date.fromisoformat(row["date"]),
                    row["round_type"],
                    amount(row["amount_usd"]),
                )

    def before(self, cut: date) -> dict[str, list[Deal]]:
        """Deals of each investor before a day."""
        found = defaultdict(list)
        for deal in self.deals:
            if deal.day < cut:
                found[deal.investor].append(deal)
        return found

    def first_round(self, project: str) -> date:
        some = self.rounds.get(project)
        return some[0].day if some else date.max

    def asks(self, cut: date) -> dict[str, Round]:
        """Projects that raise money in the year from a day on, with the first round of that year."""
        end = date(cut.year + 1, 1, 1)
        found = {}
        for key, some in self.rounds.items():
            here = [one for one in some if cut <= one.day < end]
            if here:
                found[key] = here[0]
        return found

    def open_asks(self) -> dict[str, Round]:
        """The candidates of the folder itself."""
        return {
            row["project_id"]: Round(self.cut, row["ask_stage"], amount(row["ask_amount_usd"]))
            for row in rows(self.folder, "candidates_projects.csv")
        }

    def project(self, key: str, ask: Round, cut: date) -> ProjectFacts:
        return ProjectFacts(
            code=key,
            sectors=frozenset(filter(None, [self.sectors[key]])),
            main_sector=self.sectors[key],
            place=self.places[key],
            phase=ask.kind,
            amount=Range(ask.amount, ask.amount),
            is_backed=self.first_round(key) < cut,
            text=self.themes[key],
        )

    def project_of(self, deal: Deal) -> ProjectFacts:
        """The project as it stood when the deal was done."""
        return self.project(deal.project, Round(deal.day, deal.kind, deal.amount), deal.day)

    def taken(self, deal: Deal, cut: date) -> Taken:
        return Taken(
            sector=self.sectors[deal.project],
            place=self.places[deal.project],
            stage=deal.kind,
            amount=deal.amount,
            is_backed=self.first_round(deal.project) < deal.day,
            text=self.themes[deal.project],
            weight=faded((cut - deal.day).days),
        )

    def declared_by(self, investor: str, history: list[Deal]) -> MandateFacts:
        """Somebody who only states a profile: here the one that a deal or two add up to."""
        taken = [self.taken(deal, deal.day) for deal in history]
        spots = {one.place.slug: one.place for one in taken if one.place and one.place.slug}
        amounts = [one.amount for one in taken if one.amount]
        return MandateFacts(
            code=investor,
            sectors={one.sector: 1.0 for one in taken if one.sector},
            places=tuple(spots.values()),
            regions=frozenset(one.place.region for one in taken if one.place and one.place.region),
            states=frozenset(one.place.state for one in taken if one.place and one.place.state),
            stages=frozenset(one.stage for one in taken if one.stage),
            ticket=Range(min(amounts, default=None), max(amounts, default=None)),
            text=frozenset().union(*(one.text for one in taken)),
        )

    def profiles(self) -> dict[str, MandateFacts]:
        spots = {one.slug: one for one in self.places.values() if one and one.slug}
        found = {}
        for row in rows(self.folder, "profiles_c.csv"):
            parts = {name: [part for part in row[name].split("|") if part] for name in LISTS}
            found[row["profile_id"]] = MandateFacts(
                code=row["profile_id"],
                sectors=dict.fromkeys(parts["sectors"], 1.0),
                places=tuple(spots[city] for city in parts["cities"] if city in spots),
                regions=frozenset(parts["regions"]),
                states=frozenset(parts["states"]),
                stages=frozenset(parts["stages"]),
                ticket=Range(amount(row["amount_min_usd"]), amount(row["amount_max_usd"])),
                text=words(row["tags"]),
            )
        return found

    def mandate(self, investor: str, history: list[Deal], cut: date) -> MandateFacts:
        """Somebody known by deeds alone."""
        first = {}
        for deal in history:
            first.setdefault(deal.project, deal.day)
        ages = [(cut - day).days for day in first.values()]
        return MandateFacts(
            code=investor,
            taken=tuple(self.taken(deal, cut) for deal in history),
            new_12=sum(age <= 365 for age in ages),
            new_24=sum(age <= 730 for age in ages),
            since=min(ages, default=None),
        )


def place(row) -> Place | None:
    if not (row["city"] or row["region"] or row["state_code"]):
        return None
    lat, lon = amount(row["lat"]), amount(row["lon"])
    return Place(
        row["city"],
        NOWHERE if lat is None else lat,
        NOWHERE if lon is None else lon,
        row["region"],
        row["state_code"],
    )


def words(tags: str) -> frozenset[str]:
    return frozenset(tag.strip().lower() for tag in tags.split("|") if tag.strip())
