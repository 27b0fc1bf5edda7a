"""Which facts of an organisation a reader sees. Three circles, each inside the next: its own members, the officers
it was introduced to (with the province's desk, which answers for all), every promotion officer. A fact has a tier;
it is open to the circles up to its tier. `Organisation.shows()` is the one door; the rules stand here."""

from django.db.models import Q

from investguangdong.investors.choices import Tier

# Until the organisation says otherwise.
DEFAULTS = {
    "name": Tier.MET,
    "name_local": Tier.MET,
    "country": Tier.OFFICERS,
    "kind": Tier.OFFICERS,
    "website": Tier.MET,
    "registration_no": Tier.MET,
    "founded": Tier.MET,
    "employees": Tier.MET,
    "turnover": Tier.MET,
    "sectors": Tier.OFFICERS,
    "in_china": Tier.MET,
    "members": Tier.MET,
}
# The name opens with an introduction, not before and not later; an officer must know what she deals with.
CHOICES = {
    "name": (Tier.MET,),
    "country": (Tier.MET, Tier.OFFICERS),
    "kind": (Tier.MET, Tier.OFFICERS),
    "members": (Tier.US, Tier.MET),
}
# Whoever checks an entry reads these, whatever their tier, from the moment the check is asked for.
CHECKED = frozenset({"name", "name_local", "country", "registration_no", "website"})
WIDTH = {Tier.US: 0, Tier.MET: 1, Tier.OFFICERS: 2}


def choices_of(field: str) -> tuple[str, ...]:
    return CHOICES.get(field, tuple(Tier))


def tier_of(chosen: dict, field: str) -> str:
    """What was chosen for the field; a value that is none counts as the narrowest."""
    tier = chosen.get(field, DEFAULTS[field])
    return tier if tier in choices_of(field) else choices_of(field)[0]


def is_within(tier: str, circle: str | None) -> bool:
    """`circle` is the innermost one the reader stands in; None for somebody in none."""
    return circle is not None and WIDTH[circle] <= WIDTH[tier]


def not_kept(field: str, prefix: str = "") -> Q:
    """Rows whose field is not kept to the members alone: for searches and lists of what officers see."""
    return ~Q(**{f"{prefix}field_visibility__contains": {field: Tier.US}})
