"""An organisation's entry as one reader sees it: each fact with its words, or the note that it is not shown. Pages,
the back office and copies show facts through here and never past it."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.core import languages, money
from investguangdong.investors import disclosure
from investguangdong.investors.models import Organisation

# In the order of the page; `members` is a list of people and stands apart.
LABELS = {
    "name": gettext_lazy("Legal name"),
    "name_local": gettext_lazy("Name in its own script"),
    "country": gettext_lazy("Country or area"),
    "kind": gettext_lazy("Kind"),
    "sectors": gettext_lazy("Sectors"),
    "registration_no": gettext_lazy("Registration number"),
    "website": gettext_lazy("Website"),
    "founded": gettext_lazy("Founded in"),
    "employees": gettext_lazy("Employees"),
    "turnover": gettext_lazy("Turnover"),
    "in_china": gettext_lazy("Has a company in the Mainland"),
    "members": gettext_lazy("Names and addresses of members"),
}


@dataclass(frozen=True)
class Fact:
    """`value` is empty where nothing is known; it is never filled where the fact is not open."""

    field: str
    label: str | Promise
    value: str
    is_open: bool
    tier: str


def label_of(field: str):
    return LABELS[field]


def entry_for(organisation: Organisation, user) -> list[Fact]:
    return [
        fact(organisation, field, organisation.shows(field, user)) for field in LABELS if field != "members"
    ]


def entry_for_circle(organisation: Organisation, circle: str | None) -> list[Fact]:
    """As somebody in that circle would see it, for a preview."""
    return [
        fact(organisation, field, disclosure.is_within(organisation.tier_of(field), circle))
        for field in LABELS
    ]


def fact(organisation: Organisation, field: str, is_open: bool) -> Fact:
    value = value_of(organisation, field) if is_open else ""
    return Fact(field, LABELS[field], value, is_open, organisation.tier_of(field))


def described_for(organisation: Organisation, user) -> str:
    """What may be said of it before its name opens: kind and country, or less where it keeps them."""
    told = [value_of(organisation, field) for field in ("kind", "country") if organisation.shows(field, user)]
    return ", ".join(told) or _("an investor")


def value_of(organisation: Organisation, field: str) -> str:
    """In words of the reader's language; unknown is empty, and apart from no."""
    if field in WORDS:
        return WORDS[field](organisation)
    value = getattr(organisation, field)
    return "" if value is None else str(value)


def sectors_of(organisation: Organisation) -> str:
    return ", ".join(languages.best(row, "name").text for row in organisation.sectors.all())


def employees_of(organisation: Organisation) -> str:
    number = organisation.employees
    return "" if number is None else money.number(Decimal(number), languages.current())


def in_china(organisation: Organisation) -> str:
    return {True: _("Yes"), False: _("No"), None: ""}[organisation.in_china]


def members_of(organisation: Organisation) -> str:
    rows = organisation.memberships.current().select_related("user")
    return ", ".join(f"{row.user} ({row.user.email})" for row in rows)


def turnover_of(organisation: Organisation) -> str:
    if organisation.turnover is None:
        return ""
    amount = money.compact(organisation.turnover, organisation.turnover_currency, languages.current())
    year = organisation.turnover_year
    return f"{amount} ({year})" if year else amount


WORDS = {
    "country": lambda organisation: str(organisation.country.name),
    "kind": Organisation.get_kind_display,
    "sectors": sectors_of,
    "turnover": turnover_of,
    "in_china": in_china,
    "employees": employees_of,
    "members": members_of,
}
