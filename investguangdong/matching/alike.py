"""How many organisations of the portal a brief could be about: what a reader can tell from the facts shown."""

from collections.abc import Sequence

from investguangdong.investors.models import Mandate
from investguangdong.matching.coarse import EDGES, TELLING, band
from investguangdong.matching.country_groups import countries_of
from investguangdong.matching.reading import Reference, number

FEW = 5


def organisations_alike(facts: Sequence[dict], reference: Reference) -> int:
    """Organisations with an active mandate of the same kind, group of countries, main sector and band of the sum, as
    far as the facts show these."""
    shown = {fact["name"]: fact for fact in facts if fact["name"] in TELLING}
    rows = Mandate.objects.active()
    if "kind" in shown:
        rows = rows.filter(organisation__kind=shown["kind"]["code"])
    if "region" in shown:
        rows = rows.filter(organisation__country__in=countries_of(shown["region"]["code"]))
    if "sectors" in shown:
        rows = rows.filter(sector_rows__sector__slug=shown["sectors"]["codes"][0])
    told = rows.values_list("organisation_id", "ticket_min", "ticket_max", "currency").distinct()
    return len(
        {row[0] for row in told if "amount" not in shown or same_band(row[1:], shown["amount"], reference)}
    )


def same_band(ticket, shown: dict, reference: Reference) -> bool:
    low, high, currency = ticket
    ends = [number(reference.yuan(end, currency)) for end in (low, high)]
    return band(*ends, EDGES["amount"]) == (shown["low"], shown["high"])
