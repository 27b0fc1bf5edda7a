"""Up to four listings beside each other: facts in groups, what differs, and the best value where there is one.

Best is said only of facts of which more, less, nearer or sooner is plainly better, and only where at least two
listings state the fact and not all of them alike. Nothing here asks the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from investguangdong.core.languages import Text, best, current
from investguangdong.core.money import compact_range
from investguangdong.places.comparing import Measure
from investguangdong.projects import facts, readiness
from investguangdong.projects.models import EvidenceState, Project

MOST = 4


@dataclass(frozen=True)
class Bar:
    """From `start` over `width`, of 100: a range lies somewhere, a size begins at nothing."""

    start: int
    width: int


@dataclass(frozen=True)
class Cell:
    texts: tuple[Text, ...] = ()
    best: str = ""
    bar: Bar | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.texts)

    @property
    def text(self) -> str:
        return "\n".join(text.text for text in self.texts)


@dataclass(frozen=True)
class Row:
    key: str
    label: str
    cells: tuple[Cell, ...]
    hint: str = ""

    @property
    def differs(self) -> bool:
        return len({cell.text for cell in self.cells}) > 1

    @property
    def is_known(self) -> bool:
        return any(cell.is_known for cell in self.cells)


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Size:
    """How the values of a fact are measured against each other; `wins` is min or max, None where neither is
    better, `word` what the winner is called."""

    of: Callable[[Project], Any]
    wins: Callable | None = None
    word: Any = ""
    has_bar: bool = True


LOWEST = pgettext_lazy("comparison", "lowest")
HIGHEST = pgettext_lazy("comparison", "highest")
CLOSEST = pgettext_lazy("comparison", "closest")
MOST_OF_IT = pgettext_lazy("comparison", "most")
EARLIEST = pgettext_lazy("comparison", "earliest")
NEWEST = pgettext_lazy("comparison", "most recent")

GROUPS = (
    ("deal", _("The deal"), ("kind", "sector", "amount", "yuan", "total", "secured", "min_ticket", "equity",
                             "return", "horizon", "modes")),
    ("site", _("The site"), ("city", "zone", "land", "floor", "tenure", "land_price", "plot_ratio", "power",
                             "green_power", "water", "gas", "steam", "port", "airport", "rail", "motorway")),
    ("place", _("The city"), ()),
    ("path", _("The path"), ("stage", "available", "start", "closes")),
    ("proof", _("What is proved"), ("state", "readiness", "papers", "lacking", "checked", "body", "risks")),
    ("effect", _("Expected effect"), ("jobs", "output")),
)  # fmt: skip
MORE_LABELS = {
    "sector": _("Sector"),
    "yuan": _("Investment in yuan"),
    "horizon": _("Horizon"),
    "zone": _("Zone or park"),
    "state": _("Offer"),
    "papers": _("Papers checked"),
    "lacking": _("Papers still missing"),
    "body": _("Published by"),
    "risks": _("Check first"),
}
# Figures of the cities that decide running costs.
CITY_FIGURES = (
    "minimum_wage_monthly_cny",
    "natural_gas_nonresidential_max_cny_m3",
    "industrial_rent_cap_cny_m2_month",
    "resident_population_10k",
    "high_tech_enterprises",
)


def in_yuan(project: Project, amount: Decimal | None) -> Decimal | None:
    """By the rate the listing's own amount was converted with."""
    if amount is None or project.currency == "CNY":
        return amount
    pairs = zip((project.amount_cny_min, project.amount_cny_max), project.amount_range, strict=True)
    rate = next((yuan / own for yuan, own in pairs if yuan and own), None)
    return amount * rate if rate else None


SIZES = {
    "min_ticket": Size(lambda p: in_yuan(p, p.min_ticket), min, LOWEST),
    "return": Size(lambda p: p.irr_max if p.irr_max is not None else p.irr_min, max, HIGHEST, has_bar=False),
    "land": Size(lambda p: p.land_max or p.land_min),
    "floor": Size(lambda p: p.floor_m2),
    "land_price": Size(lambda p: p.land_price, min, LOWEST),
    "power": Size(lambda p: p.power_mw, max, MOST_OF_IT),
    "green_power": Size(lambda p: p.green_power, max, HIGHEST),
    "water": Size(lambda p: p.water_t_day, max, MOST_OF_IT),
    "port": Size(lambda p: p.port_km, min, CLOSEST),
    "airport": Size(lambda p: p.airport_km, min, CLOSEST),
    "rail": Size(lambda p: p.rail_km, min, CLOSEST),
    "motorway": Size(lambda p: p.motorway_km, min, CLOSEST),
    "available": Size(lambda p: p.available_from, min, EARLIEST, has_bar=False),
    "readiness": Size(lambda p: p.readiness, max, HIGHEST),
    "checked": Size(lambda p: p.verified_on, max, NEWEST, has_bar=False),
    "jobs": Size(lambda p: p.jobs),
}


def said(text: str) -> tuple[Text, ...]:
    """A text of the portal itself: in the language of the page."""
    return (Text(str(text), current(), False),) if text else ()


def written(obj, field: str) -> tuple[Text, ...]:
    """A text of a row, in the nearest language it was written in."""
    text = best(obj, field) if obj else None
    return (text,) if text and text.text else ()


def risks(project: Project) -> tuple[Text, ...]:
    whole = best(project, "risks")
    lines = (line.strip() for line in whole.text.splitlines())
    return tuple(whole._replace(text=line) for line in lines if line)


def yuan(project: Project) -> tuple[Text, ...]:
    """Only where the listing itself counts in another currency."""
    if project.currency == "CNY" or not (project.amount_cny_min or project.amount_cny_max):
        return ()
    amount = compact_range(project.amount_cny_min, project.amount_cny_max, "CNY", current())
    return said(f"{amount} ({facts.dated(project.rate_date)})" if project.rate_date else amount)


def papers_of(project: Project) -> list[readiness.Line]:
    papers = [readiness.Paper(paper.kind, paper.state, paper.is_valid) for paper in project.evidence.all()]
    return readiness.lines(project.kind, papers) if papers else []


def papers(project: Project) -> tuple[Text, ...]:
    lines = papers_of(project)
    done = sum(line.counts == line.weight for line in lines)
    return said(_("%(done)d of %(all)d") % {"done": done, "all": len(lines)}) if lines else ()


def lacking(project: Project) -> tuple[Text, ...]:
    lines = [line for line in papers_of(project) if line.state in ("", EvidenceState.NOT_YET)]
    return tuple(text for line in lines for text in said(line.label))


def state(project: Project) -> tuple[Text, ...]:
    words = [project.get_status_display()]
    if project.is_expired:
        words = [_("Not confirmed in time")]
    if project.in_negotiation:
        words.append(_("In talks with one firm"))
    return said(", ".join(str(word) for word in words))


TEXTS = {
    "sector": lambda p: written(p.primary_sector, "name"),
    "city": lambda p: written(p.city, "name") or said(facts.city_text(p)),
    "zone": lambda p: written(p.zone, "name"),
    "yuan": yuan,
    "horizon": lambda p: said(facts.measured(p.horizon_years, str(_("years")))),
    "state": state,
    "papers": papers,
    "lacking": lacking,
    "body": lambda p: written(p, "publishing_body") or said(p.source_body),
    "risks": risks,
}


def texts_of(project: Project, key: str) -> tuple[Text, ...]:
    return TEXTS[key](project) if key in TEXTS else said(facts.fact_of(project, key).text)


def best_of(size: Size | None, values: Sequence) -> list[str]:
    """The word for each value, empty but for the winners."""
    known = [value for value in values if value is not None]
    if not size or not size.wins or len(set(known)) < 2:
        return [""] * len(values)
    winner = size.wins(known)
    return [str(size.word) if value == winner else "" for value in values]


def bars_of(size: Size | None, values: Sequence) -> list[Bar | None]:
    known = [value for value in values if value]
    if not size or not size.has_bar or len(known) < 2:
        return [None] * len(values)
    longest = max(known)
    return [Bar(0, round(100 * value / longest)) if value is not None else None for value in values]


def ranges_of(projects: Sequence[Project]) -> list[Bar | None]:
    """The amounts on one scale, in yuan at the dated rate."""
    ends = [(p.amount_cny_min, p.amount_cny_max) for p in projects]
    ends = [(low or high, high or low) for low, high in ends]
    top = max((high for _low, high in ends if high), default=None)
    if not top or sum(bool(high) for _low, high in ends) < 2:
        return [None] * len(ends)
    return [range_of(low, high, top) if high else None for low, high in ends]


def range_of(low: Decimal, high: Decimal, top: Decimal) -> Bar:
    start, end = round(100 * low / top), round(100 * high / top)
    width = max(2, end - start)
    return Bar(min(start, 100 - width), width)


def row_of(projects: Sequence[Project], key: str) -> Row:
    size = SIZES.get(key)
    values = [size.of(project) for project in projects] if size else [None] * len(projects)
    bars = ranges_of(projects) if key == "amount" else bars_of(size, values)
    texts = [texts_of(project, key) for project in projects]
    cells = tuple(map(Cell, texts, best_of(size, values), bars))
    return Row(key, str(MORE_LABELS.get(key) or facts.LABELS[key]), cells)


def city_row(projects: Sequence[Project], measure: Measure) -> Row:
    """A published figure of the cities, all of one year."""
    known = [measure.known.get(project.city.slug) if project.city else None for project in projects]
    return Row(
        measure.key,
        measure.label,
        tuple(Cell(said(one.text)) if one else Cell() for one in known),
        measure.when,
    )


def table(projects: Sequence[Project], cities: Mapping[str, Measure]) -> list[Group]:
    """Every fact that at least one of them states."""
    found = []
    for key, label, keys in GROUPS:
        rows = [row_of(projects, one) for one in keys]
        if key == "place":
            rows = [city_row(projects, cities[one]) for one in CITY_FIGURES if one in cities]
        found.append(Group(key, str(label), tuple(row for row in rows if row.is_known)))
    return [group for group in found if group.rows]


def only_differences(groups: Iterable[Group]) -> list[Group]:
    found = [
        Group(group.key, group.label, tuple(row for row in group.rows if row.differs)) for group in groups
    ]
    return [group for group in found if group.rows]


def count(groups: Iterable[Group]) -> int:
    return sum(len(group.rows) for group in groups)
