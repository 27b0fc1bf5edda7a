"""What a site costs to run: every item a site selector asks for, with the figures we have and the gaps said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.core.languages import best
from investguangdong.pages.spreadsheet import csv_response
from investguangdong.places import costs, rates
from investguangdong.places.models import City, ExchangeRate, Figure, Zone

CURRENCIES = ("CNY", "USD", "EUR", "HKD", "MOP", "GBP", "JPY")


def _asked(request: HttpRequest) -> tuple[str, ExchangeRate | None]:
    """The currency of the address, the yuan for one we cannot exchange."""
    currency = request.GET.get("currency", "")
    rate = rates.newest(currency) if currency in CURRENCIES[1:] else None
    return (currency, rate) if rate else (CURRENCIES[0], None)


def _answers(request: HttpRequest, rate: ExchangeRate | None) -> list[costs.Answer]:
    figures = Figure.objects.visible_to(request.user).of(*costs.INDICATORS_ASKED)
    cities = City.objects.visible_to(request.user)
    zones = Zone.objects.visible_to(request.user).cooperation()
    currency, value = (rate.currency, rate.rate) if rate else ("", None)
    return costs.answers(figures, cities, zones, currency, value)


@require_safe
def cost_table(request: HttpRequest) -> HttpResponse:
    currency, rate = _asked(request)
    context = {
        "section": "places",
        "answers": _answers(request, rate),
        "currencies": CURRENCIES,
        "currency": currency,
        "rate": rate,
    }
    return render(request, "pages/costs.html", context)


COLUMNS = (
    "item", "indicator", "label", "place", "place_code", "value", "unit", "value_in_words", "converted",
    "currency", "rate_date", "when", "source", "body", "confidence", "definition",
)  # fmt: skip


@require_safe
def cost_csv(request: HttpRequest) -> HttpResponse:
    """One row a figure; an item without any is one row that says so by its empty cells."""
    currency, rate = _asked(request)
    rows = [row for answer in _answers(request, rate) for row in _rows(answer, currency, rate)]
    return csv_response("costs.csv", COLUMNS, rows)


def _rows(answer: costs.Answer, currency: str, rate: ExchangeRate | None):
    if not answer.prices:
        yield [answer.item.key, *[None] * (len(COLUMNS) - 1)]
    for price in answer.prices:
        figure = price.figure
        value = figure.value_text if figure.value is None else figure.value
        yield [
            answer.item.key, figure.indicator, price.label, price.place.text, figure.place_code, value,
            figure.unit, price.value, price.converted, currency, rate.on if rate else None,
            figure.year_or_date, figure.source_title, figure.source_body, figure.confidence,
            best(figure, "definition").text,
        ]  # fmt: skip
