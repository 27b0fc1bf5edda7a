"""What a site costs to run, item by item: where our figures have it by city, by zone or for the country, and
where they do not. A missing price is said, never filled in.

Yuan may be shown in another currency beside the original, by the central parity of a named day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.core.languages import Text, best, current
from investguangdong.core.money import compact, currency_name, number
from investguangdong.places.factsheet import line, newest_of_each
from investguangdong.places.models import City, Figure, Zone


@dataclass(frozen=True)
class Item:
    """One question of a site selector and the indicators that answer it. None answer: not published here."""

    key: str
    label: str
    indicators: tuple[str, ...] = ()
    note: str = ""


LAND = tuple(f"industrial_land_floor_class_{number:02d}_cny_m2" for number in range(1, 16))
POWER = (
    "electricity_1_10kv_peak_cny_kwh",
    "electricity_1_10kv_flat_cny_kwh",
    "electricity_1_10kv_valley_cny_kwh",
)
ITEMS = (
    Item(
        "land",
        gettext_lazy("Industrial land"),
        (*LAND, "industrial_land_floor_discount_min_pct"),
        gettext_lazy("National floor prices by class of land. Which district is in which class is not published here."),
    ),
    Item("factory", gettext_lazy("Factory rent"), ("industrial_rent_cap_cny_m2_month",)),
    Item("office", gettext_lazy("Office rent")),
    Item(
        "wages",
        gettext_lazy("Wages"),
        ("minimum_wage_monthly_cny", "minimum_wage_hourly_cny"),
        gettext_lazy("Minimum wages only: wages by level are not published here."),
    ),
    Item(
        "insurance",
        gettext_lazy("Social insurance and housing fund, employer"),
        (
            "pension_employer_pct", "medical_maternity_employer_pct", "medical_employer_pct",
            "unemployment_employer_pct", "injury_employer_min_pct", "injury_employer_max_pct",
            "housing_fund_employer_min_pct", "housing_fund_employer_max_pct",
        ),
        gettext_lazy("In percent of the wage, between the lowest and the highest base of the city."),
    ),  # fmt: skip
    Item(
        "power",
        gettext_lazy("Electricity"),
        (*POWER, "electricity_sharp_peak_surcharge_pct", "electricity_tariff_zone"),
        gettext_lazy("Prices move every month. For each city stands the table that applies; prices were read for one."),
    ),
    Item("gas", gettext_lazy("Natural gas"), ("natural_gas_nonresidential_max_cny_m3",)),
    Item("water", gettext_lazy("Water")),
    Item("container", gettext_lazy("Container to the main ports")),
    Item(
        "tax",
        gettext_lazy("Taxes"),
        (
            "cit_standard_rate_pct", "cit_high_tech_rate_pct", "cit_small_low_profit_effective_pct",
            "zone_cit_rate_pct", "vat_goods_rate_pct", "vat_services_rate_pct", "withholding_dividend_pct",
        ),
    ),  # fmt: skip
)  # fmt: skip
INDICATORS_ASKED = tuple(indicator for item in ITEMS for indicator in item.indicators)
PROFIT = Decimal(10_000_000)  # of the worked example
WIDE = {"440000": gettext_lazy("Guangdong"), "CN": gettext_lazy("All of China")}
# How a price in yuan reads in another currency: the unit after its name.
PER = {
    "industrial_land_floor": gettext_lazy("%(currency)s per m²"),
    "industrial_rent": gettext_lazy("%(currency)s per m² a month"),
    "minimum_wage_monthly": gettext_lazy("%(currency)s a month"),
    "minimum_wage_hourly": gettext_lazy("%(currency)s an hour"),
    "electricity_1_10kv": gettext_lazy("%(currency)s per kWh"),
    "natural_gas": gettext_lazy("%(currency)s per m³"),
}


@dataclass(frozen=True)
class Price:
    """One figure. `href` is empty for the country and the province, `converted` where nothing was exchanged."""

    figure: Figure
    label: str
    place: Text
    href: str
    value: str
    converted: str
    when: str


@dataclass(frozen=True)
class Answer:
    item: Item
    prices: list[Price] = field(default_factory=list)

    @property
    def cities(self) -> int:
        return len({price.figure.city_id for price in self.prices if price.figure.city_id})

    @property
    def examples(self) -> list[str]:
        """What a rate of tax comes to on one round profit, before any other relief."""
        return [
            _("%(what)s: on a taxable profit of %(profit)s, %(tax)s.")
            % {"what": price.label, "profit": _yuan(PROFIT), "tax": _yuan(PROFIT * price.figure.value / 100)}
            for price in self.prices
            if price.figure.indicator in ("cit_standard_rate_pct", "cit_high_tech_rate_pct")
        ]

    @property
    def ranges(self) -> list[str]:
        """From the lowest to the highest of one indicator, where more than one place has it."""
        by_label: dict[str, list[Price]] = {}
        for price in self.prices:
            if price.figure.value is not None and price.figure.city_id:
                by_label.setdefault(price.label, []).append(price)
        return [_spread(label, prices) for label, prices in by_label.items() if len(prices) > 1]


def _yuan(amount: Decimal) -> str:
    return compact(amount, "CNY", current())


def _spread(label: str, prices: Sequence[Price]) -> str:
    ordered = sorted(prices, key=lambda price: price.figure.value)
    low, high = ordered[0].value, ordered[-1].value
    if low == high:
        return _("%(what)s: %(value)s in all of them") % {"what": label, "value": low}
    return _("%(what)s: %(low)s to %(high)s") % {"what": label, "low": low, "high": high}


def answers(
    figures: Iterable[Figure],
    cities: Iterable[City],
    zones: Iterable[Zone],
    currency: str,
    rate: Decimal | None,
) -> list[Answer]:
    """Every item in order. `rate` is yuan for one unit of `currency`, None to leave prices in yuan."""
    places: dict[str, City | Zone] = {city.code: city for city in cities} | {
        zone.slug: zone for zone in zones
    }
    found: dict[str, list[Figure]] = {}
    for figure in newest_of_each(figures):
        found.setdefault(figure.indicator, []).append(figure)
    return [
        Answer(
            item,
            [
                _price(figure, places, currency, rate)
                for indicator in item.indicators
                for figure in found.get(indicator, [])
            ],
        )
        for item in ITEMS
    ]


def _price(figure: Figure, places: Mapping, currency: str, rate: Decimal | None) -> Price:
    written = line(figure)
    place = places.get(figure.place_code)
    wide = WIDE.get(figure.place_code, figure.place_code)
    return Price(
        figure=figure,
        label=written.label,
        place=best(place, "name") if place else Text(str(wide), current(), False),
        href=place.get_absolute_url() if place else "",
        value=written.value,
        converted=converted(figure, currency, rate),
        when=written.when,
    )


def converted(figure: Figure, currency: str, rate: Decimal | None) -> str:
    """`USD 357.86 a month`-like, empty for what is no price in yuan."""
    unit = next((text for start, text in PER.items() if figure.indicator.startswith(start)), None)
    if unit is None or rate is None or figure.value is None:
        return ""
    amount = number(round(figure.value / rate, 2 if figure.value >= 10 * rate else 3), current())
    return f"{amount} {unit % {'currency': currency_name(currency, current())}}"
