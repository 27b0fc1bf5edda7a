"""Exchange by the central parity of the People's Bank: always with the day of the rate, never guessed."""

from datetime import date
from decimal import Decimal

from investguangdong.places.models import ExchangeRate

BASE = "CNY"


def convert(amount: Decimal, from_: str, to: str, *, on: date | None = None) -> tuple[Decimal, date] | None:
    """The amount in the other currency, to two places, and the older day of the rates used.

    Takes the newest rates, or the newest not after `on`. None where a currency has no rate. An amount that
    needs no exchange comes back with `on`, or the day of the newest rate known."""
    found = _rates({from_, to} - {BASE}, on)
    if found is None:
        return None
    yuan = Decimal(amount) * (found[from_][0] if from_ != BASE else 1)
    result = yuan / (found[to][0] if to != BASE else 1)
    days = [day for _, day in found.values()]
    return result.quantize(Decimal("0.01")), min(days) if days else on or _newest_day()


def newest(currency: str) -> ExchangeRate | None:
    """The last central parity we have of a currency; None for the yuan itself and for what has no rate."""
    return ExchangeRate.objects.filter(currency=currency).order_by("-on").first()


def _rates(currencies: set[str], on: date | None) -> dict[str, tuple[Decimal, date]] | None:
    rows = ExchangeRate.objects.filter(currency__in=currencies)
    if on is not None:
        rows = rows.filter(on__lte=on)
    newest = rows.order_by("currency", "-on").distinct("currency")
    found = {row.currency: (row.rate, row.on) for row in newest}
    return found if found.keys() == currencies else None


def _newest_day() -> date | None:
    return ExchangeRate.objects.order_by("-on").values_list("on", flat=True).first()


def newest_rates() -> dict[str, tuple[Decimal, date]]:
    """Yuan for one unit of every currency that has a rate, with the day of it."""
    rows = ExchangeRate.objects.order_by("currency", "-on").distinct("currency")
    return {row.currency: (row.rate, row.on) for row in rows}
