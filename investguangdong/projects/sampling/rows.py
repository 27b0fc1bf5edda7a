"""One sample listing from its number: the same seed and number give the same row, however many are made."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from investguangdong.core import clock
from investguangdong.core.chinese import to_traditional
from investguangdong.projects.models import (
    AmountMissing,
    EvidenceState,
    Kind,
    Mode,
    Precision,
    Stage,
    Status,
    Tenure,
)
from investguangdong.projects.readiness import WEIGHTS
from investguangdong.projects.sampling import words

KINDS = tuple(Kind.values)
MODES = {
    Kind.GREENFIELD: (Mode.WHOLLY_FOREIGN, Mode.JOINT_VENTURE),
    Kind.EXPANSION: (Mode.JOINT_VENTURE, Mode.ACQUISITION),
    Kind.LAND_PLOT: (Mode.LAND_TRANSFER, Mode.LAND_LEASE, Mode.WHOLLY_FOREIGN),
    Kind.FACTORY_SPACE: (Mode.FACTORY_LEASE, Mode.WHOLLY_FOREIGN),
    Kind.RESEARCH: (Mode.JOINT_VENTURE, Mode.LICENCE),
    Kind.FUND: (Mode.ACQUISITION, Mode.OTHER),
    Kind.INFRASTRUCTURE: (Mode.PPP, Mode.JOINT_VENTURE),
    Kind.SCENARIO: (Mode.LICENCE, Mode.OTHER),
}
# Smallest and largest sum sought, in millions of yuan.
AMOUNTS = {
    Kind.GREENFIELD: (80, 3200),
    Kind.EXPANSION: (50, 1800),
    Kind.LAND_PLOT: (60, 2400),
    Kind.FACTORY_SPACE: (8, 260),
    Kind.RESEARCH: (10, 320),
    Kind.FUND: (100, 2000),
    Kind.INFRASTRUCTURE: (120, 4800),
    Kind.SCENARIO: (3, 90),
}
WITH_SITE = (Kind.GREENFIELD, Kind.EXPANSION, Kind.LAND_PLOT, Kind.INFRASTRUCTURE)
WITH_FLOOR = (Kind.FACTORY_SPACE, Kind.RESEARCH)
IN_FOREIGN_MONEY = {"USD": Decimal("7"), "HKD": Decimal("0.9"), "EUR": Decimal("8")}
UNLISTED = (Status.DRAFT, Status.SUBMITTED, Status.CITY_REVIEW, Status.PROVINCIAL_REVIEW, Status.PAUSED)
CODES = ("en", "zh_hans", "pt")
MILLION = Decimal(1_000_000)


@cache
def traditional(text: str) -> str:
    """Of a template with its gaps: the few templates are converted once, not each of a million rows."""
    return to_traditional(text)


def tidy(value: float) -> int:
    """Two significant digits, as people write plans."""
    size = 10 ** max(0, len(str(int(value))) - 2)
    return max(1, round(value / size) * size)


class Sampler:
    """`cities`, `sectors` by slug; `zones` and `officers` by city slug; `today` anchors every date."""

    def __init__(self, *, seed: int, today: date, cities, sectors, zones, officers):
        self.seed, self.today = seed, today
        self.cities, self.sectors, self.zones, self.officers = cities, sectors, zones, officers
        self.slugs = [slug for slug in words.CITY_SECTORS if slug in cities]

    def key(self, number: int, *, listed: bool = True) -> str:
        return f"{self.seed}-{'P' if listed else 'D'}{number:07d}"

    def row(self, number: int, *, listed: bool = True) -> dict:
        """Fields of a project with `sectors` and `evidence` beside them."""
        random = Random(f"{self.seed}-{'project' if listed else 'desk'}-{number}")  # noqa: S311 (sample data)
        slug = self.slugs[number % len(self.slugs)]
        kind = KINDS[(number + number // len(self.slugs)) % len(KINDS)]
        lenses = words.CITY_SECTORS[slug].split()
        lens = lenses[(number // len(self.slugs)) % len(lenses)]
        facts = self.facts(random, slug, kind)
        fields = {
            "kind": kind,
            "city": self.cities[slug],
            "primary_sector": self.sectors[lens],
            "is_sample": True,
            "sample_key": self.key(number, listed=listed),
            **facts,
            **self.people(slug),
            **self.dates(random, listed),
            **self.texts(random, slug, kind, lens, facts),
        }
        if not listed:
            fields["status"] = UNLISTED[number % len(UNLISTED)]
        neighbour = words.NEIGHBOURS.get(lens) if random.random() < 0.4 else None
        return {
            **fields,
            "sectors": [self.sectors[one] for one in (lens, neighbour) if one],
            "evidence": self.evidence(random, kind, slug),
        }

    def facts(self, random: Random, slug: str, kind: str) -> dict:
        city = self.cities[slug]
        zones = self.zones.get(slug, [])
        point = random.random() < 0.8
        modes = MODES[kind]
        return {
            "stage": random.choice(
                Stage.values if kind in WITH_SITE else Stage.values[:3] + Stage.values[5:]
            ),
            "modes": list(modes[: random.randint(1, len(modes))]),
            "zone": random.choice(zones) if zones and random.random() < 0.7 else None,
            "lat": near(random, city.lat) if point else None,
            "lon": near(random, city.lon) if point else None,
            "precision": random.choice(Precision.values) if point else "",
            **self.money(random, kind),
            **self.site(random, kind),
            "port_km": Decimal(random.randint(6, 160)),
            "airport_km": Decimal(random.randint(8, 140)),
            "rail_km": Decimal(random.randint(2, 60)),
            "motorway_km": Decimal(random.randint(1, 18)),
        }

    def money(self, random: Random, kind: str) -> dict:
        jobs = random.choice((None, tidy(random.uniform(20, 1800))))
        if random.random() < 0.06:
            reason = random.choice((AmountMissing.DEPENDS, AmountMissing.AFTER_VERIFICATION))
            return {"amount_missing": reason, "jobs": jobs, "currency": "CNY"}
        least, most = AMOUNTS[kind]
        millions = least * (most / least) ** random.random()
        equity = random.choice((None, 20, 30, 49, 70, 100))
        return {
            **self.sums(random, millions),
            "equity_max": equity and Decimal(equity),
            "irr_min": Decimal(random.randint(6, 11)) if random.random() < 0.5 else None,
            "jobs": jobs,
            "output_cny": Decimal(tidy(millions * 1.6)) * MILLION if random.random() < 0.6 else None,
        }

    def sums(self, random: Random, millions: float) -> dict:
        """The sum sought and the total around it, some with an open end, some in another currency."""
        currency = random.choice(list(IN_FOREIGN_MONEY)) if random.random() < 0.2 else "CNY"
        unit = MILLION / IN_FOREIGN_MONEY.get(currency, 1)
        start = Decimal(tidy(float(Decimal(millions) * unit)))
        end = None if random.random() < 0.05 else Decimal(tidy(float(start) * random.uniform(1.1, 1.9)))
        total = None if end is None else Decimal(tidy(float(end) * random.uniform(1.0, 1.6)))
        return {
            "currency": currency,
            "sought_min": start,
            "sought_max": max(start, end) if end else None,
            "total_min": None,
            "total_max": max(start, end, total) if total else None,
            "min_ticket": Decimal(tidy(float(start) / 4)),
        }

    def site(self, random: Random, kind: str) -> dict:
        facts = {
            "power_mw": Decimal(random.randint(2, 80)) if random.random() < 0.7 else None,
            "power_kv": random.choice((10, 35, 110, 220)),
            "green_power": Decimal(random.choice((20, 30, 50, 80, 100))) if random.random() < 0.5 else None,
            "has_gas": random.choice((True, True, False, None)),
        }
        if kind in WITH_SITE:
            land = Decimal(random.randint(12, 420)) / 10
            facts |= {
                "land_min": land,
                "land_max": land if random.random() < 0.5 else land + Decimal(random.randint(5, 200)) / 10,
                "tenure": random.choice(Tenure.values),
                "tenure_years": random.choice((20, 30, 50)),
                "land_price": Decimal(random.randint(28, 210) * 10),
                "plot_ratio_min": Decimal(random.choice(("1.0", "1.5", "2.0"))),
                "water_t_day": random.choice((None, 500, 1200, 3000, 8000)),
                "has_steam": random.choice((True, False, None)),
            }
        if kind in WITH_FLOOR:
            facts |= {"floor_m2": random.randint(8, 260) * 100, "tenure": Tenure.LEASE, "tenure_years": 10}
        return facts

    def people(self, slug: str) -> dict:
        lead, *others = self.officers[slug]
        return {"officer": lead, "deputy": others[0] if others else None, "verified_by": lead}

    def dates(self, random: Random, listed: bool) -> dict:
        checked = self.today - timedelta(days=random.randint(0, 70))
        published = checked - timedelta(days=random.randint(0, 300))
        moment = datetime.combine(published, time(9), clock.BUSINESS_ZONE) + timedelta(
            minutes=random.randint(0, 480)
        )
        closing = self.today + timedelta(days=random.randint(12, 400)) if random.random() < 0.3 else None
        return {
            "status": Status.PUBLISHED,
            "verified_on": checked,
            "expires_on": checked + timedelta(days=90),
            "published_at": moment if listed else None,
            "created_at": moment - timedelta(days=14),
            "updated_at": moment,
            "closes_on": closing,
            "available_from": self.today + timedelta(days=random.randint(-60, 300)),
        }

    def texts(self, random: Random, slug: str, kind: str, lens: str, facts: dict) -> dict:
        """Every text of the row; a gap left by an unknown fact never opens: such sentences are not chosen."""
        product = random.choice(words.PRODUCTS[lens])
        reasons = random.sample(words.REASONS, 3)
        parts = {
            "title": [words.TITLES[kind]],
            "summary": [words.SUMMARIES[words.SHAPES[kind]]],
            "description": [reasons[0], reasons[1], reasons[2]],
            "offered": random.sample(words.OFFERED, 3),
            "asked": random.sample(words.ASKED, 3),
            "risks": random.sample(words.RISKS, 2),
            "publishing_body": [words.BODIES],
        }
        gaps = self.gaps(random, slug, product, facts)
        joints = {"description": "\n\n"}
        return {
            f"{field}_{code}": joints.get(field, "\n").join(
                sentence(pieces, code).format(**gaps[code]) for pieces in chosen
            )
            for field, chosen in parts.items()
            for code in gaps
        }

    def gaps(self, random: Random, slug: str, product, facts: dict) -> dict[str, dict]:
        city, stage = self.cities[slug], words.STAGES[facts["stage"]]
        shared = {
            "kv": facts["power_kv"],
            "port": facts["port_km"],
            "rail": facts["rail_km"],
            "motorway": facts["motorway_km"],
            "equity": facts.get("equity_max") or 30,
            "years": random.choice((15, 20, 25)),
            "months": random.choice((6, 9, 12)),
            "jobs": facts.get("jobs") or 60,
        }
        land, floor = facts.get("land_max"), facts.get("floor_m2") or 0
        comma = str(land).replace(".", ",") if land else ""
        return {
            "en": {**shared, "city": city.name_en, "product": product[0], "stage": stage[0], "land": land,
                   "floor": f"{floor:,}"},
            "zh_hans": {**shared, "city": city.name_zh_hans, "product": product[1], "stage": stage[1],
                        "land": land, "floor": floor},
            "zh_hant": {**shared, "city": city.name_zh_hant, "product": traditional(product[1]),
                        "stage": traditional(stage[1]), "land": land, "floor": floor},
            "pt": {**shared, "city": city.name_pt or city.name_en, "product": product[2], "stage": stage[2],
                   "land": comma, "floor": f"{floor:,}".replace(",", " ")},
        }  # fmt: skip

    def evidence(self, random: Random, kind: str, slug: str) -> list[dict]:
        """The right to offer is always there; the other papers as chance has it."""
        city, found = self.cities[slug].name_en, []
        for paper, weight in WEIGHTS[kind].items():
            if not weight or (paper != "right_to_offer" and random.random() < 0.3):
                continue
            state = (
                EvidenceState.CLEARED if paper == "right_to_offer" else random.choice(EvidenceState.values)
            )
            issued = self.today - timedelta(days=random.randint(20, 500))
            found.append(
                {
                    "kind": paper,
                    "state": state,
                    "issued_by": words.ISSUERS[paper].format(city=city),
                    "issued_on": issued,
                    "number": f"SAMPLE-{random.randint(1000, 9999)}",
                }
            )
        return found


def near(random: Random, degrees) -> Decimal:
    return (Decimal(degrees) + Decimal(random.uniform(-0.12, 0.12))).quantize(Decimal("0.00001"))


def sentence(pieces: tuple[str, str, str], code: str) -> str:
    return traditional(pieces[1]) if code == "zh_hant" else pieces[CODES.index(code)]
