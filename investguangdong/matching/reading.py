"""Rows into facts: the only place where the model's inputs are read from the database."""

import hashlib
import json
from dataclasses import asdict
from decimal import Decimal

from django.db.models import Count, Q

from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.investors.models import Mandate
from investguangdong.matching.facts import MandateFacts, Place, ProjectFacts, Range
from investguangdong.matching.table import Table
from investguangdong.matching.terms import terms
from investguangdong.places.models import Cluster, Sector
from investguangdong.places.rates import convert
from investguangdong.projects.models import Project, Stage

STAGES = list(Stage.values)
# One mandate is scored while its owner waits, all of them at night.
MOST_CANDIDATES = 2000
WHOLE_MARKET = 20_000
MILLION = Decimal(1_000_000)
# What has to change before a pair that was turned down is shown again.
MATERIAL = frozenset(
    """
    sectors main_sector clusters modes amount ticket ticket_min place places is_provincial land_max land_min
    power power_min available_from start_to stage minimum_stage excluded_sectors excluded_places modes_never
    """.split()  # noqa: SIM905
)


class Reference:
    """Sectors by id, which of them are neighbours because they share a cluster, and rates to the yuan, each
    read once for any number of pairs."""

    def __init__(self):
        self.slugs = dict(Sector.objects.values_list("pk", "slug"))
        self.neighbours = neighbours()
        self.rates: dict[str, float | None] = {"CNY": 1.0}

    def yuan(self, amount: Decimal | None, currency: str) -> float | None:
        if amount is None:
            return None
        if currency not in self.rates:
            found = convert(MILLION, currency, "CNY")
            self.rates[currency] = float(found[0] / MILLION) if found else None
        rate = self.rates[currency]
        return None if rate is None else float(amount) * rate


def neighbours() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {}
    for cluster in Cluster.objects.prefetch_related("sectors"):
        slugs = {sector.slug for sector in cluster.sectors.all()}
        for slug in slugs:
            near.setdefault(slug, set()).update(slugs - {slug})
    return {slug: frozenset(others) for slug, others in near.items()}


def number(value) -> float | None:
    return None if value is None else float(value)


def stated(low, high, currency: str) -> dict:
    if low is None and high is None:
        return {}
    return {
        "low": None if low is None else str(low),
        "high": None if high is None else str(high),
        "currency": currency,
    }


def stage_number(stage: str) -> int | None:
    return STAGES.index(stage) if stage in STAGES else None


def place_of(city) -> Place:
    return Place(city.slug, float(city.lat), float(city.lon))


def mandate_facts(mandate: Mandate, reference: Reference) -> MandateFacts:
    """Reads what `Mandate.objects.with_facts()` prefetched."""
    return MandateFacts(
        code=mandate.code,
        sectors={slug: float(weight) for slug, weight in mandate.sector_weights.items()},
        excluded_sectors=frozenset(one.slug for one in mandate.sectors_excluded.all()),
        modes=frozenset(mandate.modes),
        modes_never=frozenset(mandate.modes_never),
        ticket=Range(
            *(reference.yuan(end, mandate.currency) for end in (mandate.ticket_min, mandate.ticket_max))
        ),
        stated=stated(mandate.ticket_min, mandate.ticket_max, mandate.currency),
        places=tuple(sorted((place_of(city) for city in mandate.cities.all()), key=lambda one: one.slug)),
        excluded_places=frozenset(city.slug for city in mandate.cities_excluded.all()),
        land_min=number(mandate.land_min),
        power_min=number(mandate.power_min),
        start_from=mandate.start_from,
        start_to=mandate.start_to,
        minimum_stage=stage_number(mandate.stage_min),
        minimum_readiness=mandate.readiness_min,
        text=terms(mandate.notes),
        is_verified=mandate.organisation.is_verified,
    )


def project_facts(project: Project, reference: Reference, *, with_text: bool = True) -> ProjectFacts:
    """Reads what `with_facts()` selected. Words are dear to read: left out where nobody compares them."""
    low, high = project.amount_range
    checked = project.verified_on
    return ProjectFacts(
        code=project.code,
        sectors=frozenset(reference.slugs[pk] for pk in project.sector_ids if pk in reference.slugs),
        main_sector=reference.slugs.get(project.primary_sector_id, ""),
        clusters=frozenset([project.cluster.slug] if project.cluster else []),
        modes=frozenset(mode for mode in project.modes if mode != "other"),
        amount=Range(number(project.amount_cny_min), number(project.amount_cny_max)),
        stated=stated(low, high, project.currency),
        ticket_min=reference.yuan(project.min_ticket, project.currency),
        place=place_of(project.city) if project.city else None,
        is_provincial=project.city is None,
        land_max=number(project.land_max if project.land_max is not None else project.land_min),
        power=number(project.power_mw),
        available_from=project.available_from,
        closes_on=project.closes_on,
        stage=stage_number(project.stage),
        readiness=project.readiness,
        verified_on=checked,
        verified_days=(clock.today() - checked).days if checked else None,
        policies=project.policy_count or None,
        text=terms(*texts_of(project)) if with_text else frozenset(),
        is_open=is_open(project),
    )


def is_open(project: Project) -> bool:
    closed = project.closes_on is not None and project.closes_on < clock.today()
    return project.is_listed and not project.in_negotiation and not closed


def with_facts(projects):
    """All that `project_facts` reads, in one query."""
    return projects.with_card().select_related("cluster").annotate(policy_count=Count("policies"))


def texts_of(project: Project) -> list[str]:
    return [getattr(project, column(field, code)) for field in ("title", "summary") for code in LANGUAGES]


class Market:
    """Projects read once, row by row and as a table, in the same order."""

    def __init__(self, rows, reference: Reference, *, with_text: bool = True):
        self.reference = reference
        self.rows = list(rows)
        self.table = Table([project_facts(row, reference, with_text=with_text) for row in self.rows])


def market_for(mandate: Mandate) -> Market:
    """Open projects worth scoring, found by index: of a wanted or neighbouring sector, or of none."""
    reference = Reference()
    rows, wanted = Project.objects.open_now(), set(mandate.sector_weights)
    if wanted:
        near = wanted.union(*(reference.neighbours.get(slug, ()) for slug in wanted))
        ids = [pk for pk, slug in reference.slugs.items() if slug in near]
        rows = rows.filter(Q(entry__sector_ids__overlap=ids) | Q(entry__sector_ids=[]))
    return Market(newest(rows)[:MOST_CANDIDATES], reference, with_text=bool(mandate.notes))


def whole_market() -> Market:
    return Market(newest(Project.objects.open_now())[:WHOLE_MARKET], Reference())


def market_of(project: Project) -> Market:
    """One project, or nothing when it is not open."""
    return Market(newest(Project.objects.open_now().filter(pk=project.pk)), Reference())


def newest(projects):
    return with_facts(projects).order_by("-published_at", "-pk")


def fingerprint(mandate: MandateFacts, project: ProjectFacts) -> str:
    """Changes when a fact changes that could turn a no into a yes."""
    both = [
        [(name, value) for name, value in sorted(asdict(facts).items()) if name in MATERIAL]
        for facts in (mandate, project)
    ]
    return hashlib.sha256(json.dumps(both, default=plain, sort_keys=True).encode()).hexdigest()


def plain(value):
    return sorted(value) if isinstance(value, frozenset | set) else str(value)
