"""The demo investors of the contract, and as many more as asked for. All are marked as sample."""

from datetime import timedelta
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured

from investguangdong.accounts.models import User
from investguangdong.accounts.passwords import DEMO_PASSWORD
from investguangdong.accounts.sample import account
from investguangdong.core import clock
from investguangdong.investors import actions, crowd
from investguangdong.investors.check_actions import years_after
from investguangdong.investors.choices import Mode, Role, Stage, Verification
from investguangdong.investors.models import Mandate, Membership, Organisation
from investguangdong.places.models import City, Sector

NAMED = ("lusitano-power-systems", "nordlys-storage")
LUSITANO = {
    "name": "Lusitano Power Systems",
    "country": "PT",
    "kind": "manufacturer",
    "website": "https://lusitano.example",
    "registration_no": "PT-SAMPLE-501",
    "founded": 1987,
    "employees": 1450,
    "in_china": False,
}
RIVAL = {
    "name": "Nordlys Storage",
    "country": "NO",
    "kind": "manufacturer",
    "website": "https://nordlys.example",
    "registration_no": "NO-SAMPLE-917",
    "founded": 2011,
    "employees": 320,
    "in_china": False,
}
LUSITANO_WANTS = {
    "name": "Power electronics and energy storage, Pearl River Delta",
    "intent": "new_base",
    "weights": {"new-energy-storage": 3, "semiconductors": 2, "electronics-displays": 1, "automotive-nev": 1},
    "ticket_min": 200_000_000,
    "ticket_max": 800_000_000,
    "modes": [Mode.JOINT_VENTURE, Mode.WHOLLY_FOREIGN],
    "equity_min": 50,
    "equity_max": 100,
    "horizon_min": 15,
    "land_min": 4,
    "land_max": 12,
    "headcount": 260,
    "stage_min": Stage.STUDY,
    "notes": "We make converters and battery systems for ports and wind parks. An export port within 100 km.",
    "digest": "instant",
}
RIVAL_WANTS = {
    "name": "Cell assembly for marine storage",
    "intent": "joint_venture",
    "weights": {"new-energy-storage": 3, "marine-offshore-wind": 2},
    "ticket_min": 100_000_000,
    "ticket_max": 400_000_000,
    "modes": [Mode.JOINT_VENTURE, Mode.FACTORY_LEASE],
    "equity_max": 49,
    "headcount": 90,
    "digest": "weekly",
}


def make(*, seed=1, today=None, investors=40, **_options) -> dict:
    """Idempotent: what is there already stays as it is."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Sample accounts have a published password: they need DEMO=1.")
    today = today or clock.today()
    password = make_password(DEMO_PASSWORD)
    _cast(password, today)
    crowd.make(investors, random=Random(f"investors-{seed}"), today=today, password=password)  # noqa: S311
    _verify_some(today)
    return {"organisations": Organisation.objects.count(), "mandates": Mandate.objects.count()}


def _verify_some(today) -> None:
    """Two of three of the many; the named ones keep their state, so that the check can be shown on them."""
    checker = User.objects.filter(email="province@example.com").first()
    rows = Organisation.objects.filter(is_sample=True, verification=Verification.NONE)
    ids = [pk for pk in rows.exclude(slug__in=NAMED).order_by("pk").values_list("pk", flat=True) if pk % 3]
    if checker:
        Organisation.objects.filter(pk__in=ids).update(
            verification=Verification.VERIFIED,
            verified_by=checker,
            verified_on=today,
            verified_until=years_after(today),
            evidence="Sample: compared with the register.",
        )


def _cast(password, today) -> None:
    person = {
        word: account(f"{word}@example.com", f"{name} (sample)", password, language=language)
        for word, name, language in (
            ("investor", "Inês Carvalho", ""),
            ("colleague", "Rui Tavares", ""),
            ("rival", "Petra Lindqvist", ""),
            ("newcomer", "Kofi Mensah", ""),
        )
    }
    delta = City.objects.enabled().filter(region=City.Region.DELTA)
    lusitano = _organisation(person["investor"], LUSITANO)
    if lusitano.role_of(person["colleague"]) is None:
        Membership.objects.create(organisation=lusitano, user=person["colleague"], role=Role.MEMBER)
    _mandate(lusitano, person["investor"], LUSITANO_WANTS, delta, today)
    _mandate(_organisation(person["rival"], RIVAL), person["rival"], RIVAL_WANTS, delta, today)


def _organisation(owner, facts) -> Organisation:
    row = Organisation.objects.filter(name=facts["name"], is_sample=True).first()
    return row or actions.create_organisation(by=owner, is_sample=True, **facts)


def _mandate(organisation, owner, wants, cities, today) -> None:
    if organisation.mandates.exists():
        return
    facts = dict(wants)
    weights = facts.pop("weights")
    row = actions.start_mandate(organisation, by=owner, name=facts.pop("name"))
    sectors = {sector: weights[sector.slug] for sector in Sector.objects.filter(slug__in=weights)}
    row = actions.save_mandate_step(
        row, by=owner, step=1, data={"intent": facts.pop("intent"), "sectors": sectors}
    )
    start = {"start_from": today + timedelta(days=120), "start_to": today + timedelta(days=600)}
    actions.save_mandate_step(row, by=owner, step=5, data={**facts, **start, "cities": list(cities)})
