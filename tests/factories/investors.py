from itertools import count

from investguangdong.core import clock
from investguangdong.investors.choices import MandateState, Mode, OrganisationKind, Role
from investguangdong.investors.models import Grant, Mandate, MandateSector, Membership, Organisation

_number = count(1)


def organisation(name="", *, members=(), **fields) -> Organisation:
    """`members` are users; the first is the owner."""
    number = next(_number)
    row = Organisation.objects.create(
        **{
            "slug": f"organisation-{number}",
            "name": name or f"Organisation {number}",
            "country": "PT",
            "kind": OrganisationKind.MANUFACTURER,
            **fields,
        }
    )
    for place, user in enumerate(members):
        member(row, user, role=Role.MEMBER if place else Role.OWNER)
    return row


def member(organisation, user, *, role=Role.MEMBER, **fields) -> Membership:
    return Membership.objects.create(organisation=organisation, user=user, role=role, **fields)


def mandate(organisation, *, sectors=(), cities=(), **fields) -> Mandate:
    """Active, CNY 200–800 million, joint venture or wholly owned, unless said otherwise.

    `sectors` are Sector rows, or (Sector, weight 1–3) pairs."""
    number = next(_number)
    row = Mandate.objects.create(
        **{
            "code": f"IM-{clock.today().year}-{900000 + number}",
            "organisation": organisation,
            "name": f"Mandate {number}",
            "state": MandateState.ACTIVE,
            "modes": [Mode.JOINT_VENTURE, Mode.WHOLLY_FOREIGN],
            "ticket_min": 200_000_000,
            "ticket_max": 800_000_000,
            "steps_done": 5,
            **fields,
        }
    )
    for entry in sectors:
        sector, weight = entry if isinstance(entry, tuple) else (entry, 2)
        MandateSector.objects.create(mandate=row, sector=sector, weight=weight)
    row.cities.set(cities)
    return row


def grant(organisation, city=None, because="they wrote to us") -> Grant:
    return Grant.objects.create(organisation=organisation, city=city, because=because)
