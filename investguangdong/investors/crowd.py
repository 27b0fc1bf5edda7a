"""Many sample investors at once, the same ones for the same seed; written in bulk."""

from datetime import date, timedelta
from itertools import batched

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from investguangdong.accounts.models import User
from investguangdong.core import clock
from investguangdong.investors.choices import Digest, Intent, MandateState, Mode, Role, Stage
from investguangdong.investors.models import Mandate, MandateSector, Membership, Organisation
from investguangdong.places.models import City, Sector

FIRST = [
    "Aurelia", "Baltica", "Calder", "Dover", "Estuary", "Fjordland", "Garonne", "Hanse", "Iberis", "Juniper",
    "Kestrel", "Ligurian", "Meridian", "Norfolk", "Orchid", "Pampas", "Quarry", "Riviera", "Sagres", "Tamar",
    "Ulster", "Verona", "Westerly", "Yarrow", "Zephyr",
]  # fmt: skip
SECOND = [
    "Coatings", "Components", "Devices", "Drives", "Foods", "Instruments", "Logistics", "Machines", "Marine",
    "Materials", "Motors", "Optics", "Polymers", "Robotics", "Semiconductors", "Storage", "Systems",
    "Turbines",
]  # fmt: skip
COUNTRIES = [
    "PT",
    "DE",
    "BR",
    "JP",
    "KR",
    "SG",
    "HK",
    "MO",
    "FR",
    "GB",
    "US",
    "NL",
    "IT",
    "ES",
    "SE",
    "CH",
    "AE",
]
KINDS = ["manufacturer", "sme", "service", "fund", "corporate_investor", "developer", "trading"]
TICKETS = [5, 10, 20, 50, 100, 200, 500, 1000, 2000]  # CNY million
BATCH = 2000


def make(number: int, *, random, today: date, password: str) -> int:
    """Adds what is missing up to `number`; `password` is hashed already."""
    sectors = list(Sector.objects.enabled().order_by("slug"))
    cities = list(City.objects.enabled().in_guangdong().order_by("code"))
    drafts = [draft(place + 1, random, sectors, cities) for place in range(number)]
    known = set(Organisation.objects.filter(slug__startswith="sample-").values_list("slug", flat=True))
    fresh = [one for one in drafts if one["slug"] not in known]
    for batch in batched(fresh, BATCH, strict=False):
        write(batch, today=today, password=password)
    return len(fresh)


def draft(place: int, random, sectors, cities) -> dict:
    """All drawing happens here, so that what exists already does not shift what comes after."""
    low = random.randrange(len(TICKETS) - 1)
    wanted = random.sample(sectors, min(len(sectors), random.randint(1, 3)))
    return {
        "place": place,
        "slug": f"sample-{place:06d}",
        "name": f"{random.choice(FIRST)} {random.choice(SECOND)} (sample {place})",
        "country": random.choice(COUNTRIES),
        "kind": random.choice(KINDS),
        "employees": random.choice([None, 40, 120, 300, 900, 2500]),
        "sectors": {sector: 3 if nth == 0 else random.choice([1, 2]) for nth, sector in enumerate(wanted)},
        "cities": random.sample(cities, min(len(cities), random.choice([0, 0, 1, 2, 4]))),
        "ticket": (TICKETS[low], random.choice([None, *TICKETS[low + 1 : low + 4]])),
        "modes": sorted(random.sample(Mode.values[:7], random.randint(1, 3))),
        "land": random.choice([None, None, 1, 3, 6, 15]),
        "power": random.choice([None, None, 2, 10, 30]),
        "headcount": random.choice([None, 30, 80, 200, 600]),
        "stage": random.choice(["", "", Stage.STUDY, Stage.APPROVED, Stage.LAND_READY]),
        "intent": random.choice(Intent.values),
        "confirmed": random.randint(0, 300),
        "starts": random.choice([None, 90, 180, 365]),
    }


@transaction.atomic
def write(drafts, *, today: date, password: str) -> None:
    users = User.objects.bulk_create(person(one, password) for one in drafts)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    organisations = Organisation.objects.bulk_create(
        Organisation(
            is_sample=True, **{name: one[name] for name in ("slug", "name", "country", "kind", "employees")}
        )
        for one in drafts
    )
    Membership.objects.bulk_create(
        Membership(organisation=organisation, user=user, role=Role.OWNER)
        for organisation, user in zip(organisations, users, strict=True)
    )
    numbers = next_numbers(len(drafts))
    mandates = Mandate.objects.bulk_create(
        mandate(number, one, organisation, today)
        for number, one, organisation in zip(numbers, drafts, organisations, strict=True)
    )
    relate(drafts, organisations, mandates)


def person(one: dict, password: str) -> User:
    email = f"sample{one['place']:06d}@example.com"
    return User(email=email, name=f"Owner of sample {one['place']}", password=password, is_demo=True)


def next_numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Mandate._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def mandate(number: int, one: dict, organisation, today: date) -> Mandate:
    million = 1_000_000
    least, most = one["ticket"]
    start = today + timedelta(days=one["starts"]) if one["starts"] else None
    return Mandate(
        pk=number,
        code=f"IM-{today.year}-{number:06d}",
        organisation=organisation,
        name=f"{one['name'].split(' (')[0]} in Guangdong",
        intent=one["intent"],
        state=MandateState.ACTIVE,
        steps_done=5,
        modes=one["modes"],
        ticket_min=least * million,
        ticket_max=most * million if most else None,
        land_min=one["land"],
        power_min=one["power"],
        headcount=one["headcount"],
        stage_min=one["stage"],
        start_from=start,
        digest=Digest.OFF,
        last_confirmed_on=today - timedelta(days=one["confirmed"]),
        changed_at=clock.now(),
    )


def relate(drafts, organisations, mandates) -> None:
    """The many-to-many rows of all, one insert a table."""
    MandateSector.objects.bulk_create(
        MandateSector(mandate=row, sector=sector, weight=weight)
        for row, one in zip(mandates, drafts, strict=True)
        for sector, weight in one["sectors"].items()
    )
    chosen = Mandate.cities.through
    chosen.objects.bulk_create(
        chosen(mandate_id=row.pk, city_id=city.pk)
        for row, one in zip(mandates, drafts, strict=True)
        for city in one["cities"]
    )
    active_in = Organisation.sectors.through
    active_in.objects.bulk_create(
        active_in(organisation_id=row.pk, sector_id=sector.pk)
        for row, one in zip(organisations, drafts, strict=True)
        for sector in one["sectors"]
    )
