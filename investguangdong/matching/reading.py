"""Rows into facts: the only place where the model's inputs are read from the database."""

from decimal import Decimal
from functools import cached_property

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.investors.models import Mandate
from investguangdong.matching.deeds import NONE, Deeds, read_deeds
from investguangdong.matching.facts import MandateFacts, Place, ProjectFacts, Range
from investguangdong.matching.terms import terms
from investguangdong.places.models import City, Cluster, Sector
from investguangdong.places.rates import convert
from investguangdong.projects.models import Project, Stage

STAGES = list(Stage.values)
MILLION = Decimal(1_000_000)
TEXTS = [column(field, code) for field in ("title", "summary") for code in LANGUAGES]
# All that `project_facts` reads of a row; nothing else of it is fetched.
FIELDS = """
    code sector_ids primary_sector_id cluster_id modes amount_cny_min amount_cny_max currency total_min total_max
    sought_min sought_max min_ticket secured equity_min equity_max irr_max horizon_years city_id land_min land_max
    power_mw green_power floor_m2 water_t_day port_km airport_km available_from closes_on stage readiness
    verified_on status expires_on in_negotiation
""".split()  # noqa: SIM905


# Figures that are called the same in the facts, and those of a listing that are not.
NEEDS = (
    *("land_min", "power_min", "green_power_min", "floor_min", "water_min", "port_km_max", "airport_km_max"),
    "irr_min",
)
OFFERS = {
    "power": "power_mw",
    "green_power": "green_power",
    "floor": "floor_m2",
    "water": "water_t_day",
    "port_km": "port_km",
    "airport_km": "airport_km",
    "irr_max": "irr_max",
    "horizon": "horizon_years",
}


class Reference:
    """Sectors, clusters and cities by id, which sectors are neighbours because they share a cluster, and rates
    to the yuan, each read once for any number of pairs."""

    def __init__(self):
        self.slugs = dict(Sector.objects.values_list("pk", "slug"))
        self.clusters = dict(Cluster.objects.values_list("pk", "slug"))
        self.places = {city.pk: place_of(city) for city in City.objects.all()}
        self.neighbours = neighbours()
        self.rates: dict[str, float | None] = {"CNY": 1.0}

    @cached_property
    def deeds(self) -> dict[int, Deeds]:
        return read_deeds(self)

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
    return Place(city.slug, float(city.lat), float(city.lon), region=city.region)


def mandate_facts(mandate: Mandate, reference: Reference) -> MandateFacts:
    """Reads what `Mandate.objects.with_facts()` prefetched."""
    return MandateFacts(
        code=mandate.code,
        musts=frozenset(mandate.musts),
        indifferent=frozenset(mandate.indifferent),
        modes=frozenset(mandate.modes),
        modes_never=frozenset(mandate.modes_never),
        start_from=mandate.start_from,
        start_to=mandate.start_to,
        minimum_stage=stage_number(mandate.stage_min),
        minimum_readiness=mandate.readiness_min,
        text=terms(mandate.notes),
        is_verified=mandate.organisation.is_verified,
        **{name: number(getattr(mandate, name)) for name in NEEDS},
        **sectors_and_places(mandate),
        **money_of(mandate, reference),
        **vars(reference.deeds.get(mandate.pk, NONE)),
    )


def sectors_and_places(mandate: Mandate) -> dict:
    return {
        "sectors": {slug: float(weight) for slug, weight in mandate.sector_weights.items()},
        "excluded_sectors": frozenset(one.slug for one in mandate.sectors_excluded.all()),
        "clusters": frozenset(cluster.slug for cluster in mandate.clusters.all()),
        "places": tuple(sorted((place_of(city) for city in mandate.cities.all()), key=lambda one: one.slug)),
        "excluded_places": frozenset(city.slug for city in mandate.cities_excluded.all()),
    }


def money_of(mandate: Mandate, reference: Reference) -> dict:
    ends = mandate.ticket_min, mandate.ticket_max
    return {
        "ticket": Range(*(reference.yuan(end, mandate.currency) for end in ends)),
        "stated": stated(*ends, mandate.currency),
        "equity": Range(number(mandate.equity_min), number(mandate.equity_max)),
        "horizon": Range(number(mandate.horizon_min), number(mandate.horizon_max)),
    }


def project_facts(project: Project, reference: Reference, *, with_text: bool = True) -> ProjectFacts:
    """Reads what `with_facts()` fetched. Words are dear to read: left out where nobody compares them."""
    checked = project.verified_on
    return ProjectFacts(
        code=project.code,
        sectors=frozenset(reference.slugs[pk] for pk in project.sector_ids if pk in reference.slugs),
        main_sector=reference.slugs.get(project.primary_sector_id, ""),
        clusters=frozenset([reference.clusters[project.cluster_id]] if project.cluster_id else []),
        modes=frozenset(mode for mode in project.modes if mode != "other"),
        place=reference.places.get(project.city_id),
        is_provincial=project.city_id is None,
        available_from=project.available_from,
        closes_on=project.closes_on,
        phase=project.stage,
        stage=stage_number(project.stage),
        readiness=project.readiness,
        verified_on=checked,
        verified_days=(clock.today() - checked).days if checked else None,
        policies=project.policy_count or None,
        text=terms(*texts_of(project)) if with_text else frozenset(),
        is_open=is_open(project),
        **{name: number(getattr(project, column)) for name, column in OFFERS.items()},
        **figures_of(project, reference),
    )


def figures_of(project: Project, reference: Reference) -> dict:
    low, high = project.amount_range
    land = project.land_max if project.land_max is not None else project.land_min
    return {
        "amount": Range(number(project.amount_cny_min), number(project.amount_cny_max)),
        "stated": stated(low, high, project.currency),
        "ticket_min": reference.yuan(project.min_ticket, project.currency),
        "equity": Range(number(project.equity_min), number(project.equity_max)),
        "is_backed": None if project.secured is None else project.secured > 0,
        "land_max": number(land),
    }


def is_open(project: Project) -> bool:
    closed = project.closes_on is not None and project.closes_on < clock.today()
    return project.is_listed and not project.in_negotiation and not closed


def with_facts(projects, *, with_text: bool = True):
    """All that `project_facts` reads, in one query."""
    linked = Project.policies.through.objects.filter(project=OuterRef("pk")).order_by().values("project")
    counted = Subquery(linked.annotate(count=Count("pk")).values("count"))
    columns = [*FIELDS, *(TEXTS if with_text else ())]
    return projects.only(*columns).annotate(policy_count=Coalesce(counted, 0))


def texts_of(project: Project) -> list[str]:
    return [getattr(project, name) for name in TEXTS]
