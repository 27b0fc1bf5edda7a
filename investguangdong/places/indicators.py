"""What the indicators of Figure are called, and how a value is written in each language."""

from dataclasses import dataclass

from babel.numbers import format_decimal
from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from investguangdong.core.languages import LOCALES, current
from investguangdong.core.money import compact, currency_name, number


class Block(TextChoices):
    ECONOMY = "economy", _("Economy")
    TRADE = "trade", _("Trade and foreign investment")
    PEOPLE = "people", _("People and wages")
    KNOWLEDGE = "knowledge", _("Research and technology")
    ENERGY = "energy", _("Energy, land and space")
    TRANSPORT = "transport", _("Transport")
    INSURANCE = "insurance", _("Social insurance and housing fund")


@dataclass(frozen=True)
class Indicator:
    """`power` turns the stored value into units of one: 8 for hundred millions, 4 for ten thousands."""

    block: Block
    label: str
    unit: str = ""
    currency: str = ""
    power: int = 0


PERCENT = "%"
HUNDRED_MILLION = 8
SMALL = 10
MONTH = _("yuan a month")


def _money(block, label, currency="CNY", power=8):
    return Indicator(block, label, currency=currency, power=power)


def _share(block, label):
    return Indicator(block, label, PERCENT)


def _monthly(label):
    return Indicator(Block.INSURANCE, label, MONTH)


INDICATORS: dict[str, Indicator] = {
    "gdp_cny_100m": _money(Block.ECONOMY, _("GDP")),
    "gdp_cny_100m_lower_bound": _money(Block.ECONOMY, _("GDP, at least")),
    "gdp_hkd_100m": _money(Block.ECONOMY, _("GDP"), "HKD"),
    "gdp_mop_100m": _money(Block.ECONOMY, _("GDP"), "MOP"),
    "gdp_growth_pct": _share(Block.ECONOMY, _("GDP, change on the year before")),
    "gdp_per_capita_cny": _money(Block.ECONOMY, _("GDP per head"), power=0),
    "value_added_industry_above_scale_growth_pct": _share(
        Block.ECONOMY, _("Industrial output above designated size, change")
    ),
    "digital_economy_core_value_added_cny_100m": _money(
        Block.ECONOMY, _("Core digital economy, value added")
    ),
    "goods_trade_cny_100m": _money(Block.TRADE, _("Goods trade")),
    "goods_trade_growth_pct": _share(Block.TRADE, _("Goods trade, change on the year before")),
    "exports_cny_100m": _money(Block.TRADE, _("Exports")),
    "actual_foreign_investment_cny_100m": _money(Block.TRADE, _("Foreign investment in actual use")),
    "actual_foreign_investment_growth_pct": _share(
        Block.TRADE, _("Foreign investment in actual use, change")
    ),
    "resident_population_10k": Indicator(Block.PEOPLE, _("Residents"), _("people"), power=4),
    "minimum_wage_monthly_cny": Indicator(Block.PEOPLE, _("Minimum wage, full time"), MONTH),
    "minimum_wage_hourly_cny": Indicator(Block.PEOPLE, _("Minimum wage, part time"), _("yuan an hour")),
    "rd_intensity_pct": Indicator(Block.KNOWLEDGE, _("Research and development spending"), _("% of GDP")),
    "high_tech_enterprises": Indicator(
        Block.KNOWLEDGE, _("High-tech enterprises"), pgettext_lazy("unit", "enterprises")
    ),
    "valid_invention_patents": Indicator(
        Block.KNOWLEDGE, _("Invention patents in force"), pgettext_lazy("unit", "patents")
    ),
    "valid_invention_patents_per_10k_people": Indicator(
        Block.KNOWLEDGE, _("Invention patents in force"), _("per 10,000 people")
    ),
    "electricity_tariff_zone": Indicator(Block.ENERGY, _("Electricity tariff table that applies")),
    "natural_gas_nonresidential_max_cny_m3": Indicator(
        Block.ENERGY, _("Natural gas for business, highest price"), _("yuan per m³")
    ),
    "industrial_rent_cap_cny_m2_month": Indicator(
        Block.ENERGY, _("Factory rent, ceiling"), _("yuan per m² a month")
    ),
    "industrial_land_supplied_mu": Indicator(
        Block.ENERGY, _("Industrial land supplied"), pgettext_lazy("unit", "mu (15 mu are one hectare)")
    ),
    "container_throughput_10k_teu": Indicator(
        Block.TRANSPORT, _("Containers handled"), pgettext_lazy("unit", "TEU"), power=4
    ),
    "port_cargo_100m_t": Indicator(
        Block.TRANSPORT, _("Cargo through the port"), pgettext_lazy("unit", "tonnes"), power=8
    ),
    "airport_passengers_10k": Indicator(
        Block.TRANSPORT, _("Airport passengers"), pgettext_lazy("unit", "passengers"), power=4
    ),
    "airport_cargo_10k_t": Indicator(
        Block.TRANSPORT, _("Airport cargo"), pgettext_lazy("unit", "tonnes"), power=4
    ),
    "high_speed_rail_minutes_to_guangzhou": Indicator(
        Block.TRANSPORT, _("Fastest train to Guangzhou"), pgettext_lazy("unit", "minutes")
    ),
    "high_speed_rail_minutes_to_shenzhen": Indicator(
        Block.TRANSPORT, _("Fastest train to Shenzhen"), pgettext_lazy("unit", "minutes")
    ),
    "high_speed_rail_minutes_to_bay_area": Indicator(
        Block.TRANSPORT, _("Fastest train to the Greater Bay Area"), pgettext_lazy("unit", "minutes")
    ),
    "intercity_rail_minutes_to_huadu": Indicator(
        Block.TRANSPORT, _("Intercity train to Huadu, Guangzhou"), pgettext_lazy("unit", "minutes")
    ),
    "pension_base_floor_cny": _monthly(_("Pension, lowest base")),
    "pension_base_cap_cny": _monthly(_("Pension, highest base")),
    "pension_employer_pct": _share(Block.INSURANCE, _("Pension, employer")),
    "pension_employer_sz_hukou_pct": _share(
        Block.INSURANCE, _("Pension, employer, staff registered in Shenzhen")
    ),
    "pension_employer_other_pct": _share(Block.INSURANCE, _("Pension, employer, other staff")),
    "pension_employee_pct": _share(Block.INSURANCE, _("Pension, employee")),
    "unemployment_base_floor_cny": _monthly(_("Unemployment insurance, lowest base")),
    "unemployment_base_cap_cny": _monthly(_("Unemployment insurance, highest base")),
    "unemployment_employer_pct": _share(Block.INSURANCE, _("Unemployment insurance, employer")),
    "unemployment_employee_pct": _share(Block.INSURANCE, _("Unemployment insurance, employee")),
    "medical_base_floor_cny": _monthly(_("Medical insurance, lowest base")),
    "medical_base_cap_cny": _monthly(_("Medical insurance, highest base")),
    "medical_maternity_employer_pct": _share(Block.INSURANCE, _("Medical and maternity insurance, employer")),
    "medical_employer_pct": _share(Block.INSURANCE, _("Medical insurance, employer")),
    "medical_employee_pct": _share(Block.INSURANCE, _("Medical insurance, employee")),
    "injury_employer_min_pct": _share(Block.INSURANCE, _("Work injury insurance, employer, lowest")),
    "injury_employer_max_pct": _share(Block.INSURANCE, _("Work injury insurance, employer, highest")),
    "housing_fund_base_floor_cny": _monthly(_("Housing fund, lowest base")),
    "housing_fund_base_cap_cny": _monthly(_("Housing fund, highest base")),
    "housing_fund_employer_min_pct": _share(Block.INSURANCE, _("Housing fund, employer, lowest")),
    "housing_fund_employer_max_pct": _share(Block.INSURANCE, _("Housing fund, employer, highest")),
    "housing_fund_employee_min_pct": _share(Block.INSURANCE, _("Housing fund, employee, lowest")),
    "housing_fund_employee_max_pct": _share(Block.INSURANCE, _("Housing fund, employee, highest")),
}

# Prices and rates that hold for the province or the country.
INDICATORS |= {
    "electricity_1_10kv_peak_cny_kwh": Indicator(
        Block.ENERGY, _("Electricity 1–10 kV, peak"), _("yuan per kWh")
    ),
    "electricity_1_10kv_flat_cny_kwh": Indicator(
        Block.ENERGY, _("Electricity 1–10 kV, flat"), _("yuan per kWh")
    ),
    "electricity_1_10kv_valley_cny_kwh": Indicator(
        Block.ENERGY, _("Electricity 1–10 kV, valley"), _("yuan per kWh")
    ),
    "electricity_sharp_peak_surcharge_pct": _share(
        Block.ENERGY, _("Surcharge on the peak price at sharp peak")
    ),
    "industrial_land_floor_discount_min_pct": Indicator(
        Block.ENERGY, _("Lowest share of the floor for priority projects"), _("% of the floor price")
    ),
    **{
        f"industrial_land_floor_class_{number:02d}_cny_m2": Indicator(
            Block.ENERGY,
            format_lazy(_("Floor price of industrial land, class {number}"), number=number),
            _("yuan per m²"),
        )
        for number in range(1, 16)
    },
    "cit_standard_rate_pct": _share(Block.ECONOMY, _("Corporate income tax, standard rate")),
    "cit_high_tech_rate_pct": _share(Block.ECONOMY, _("Corporate income tax, high-tech enterprises")),
    "cit_small_low_profit_effective_pct": _share(
        Block.ECONOMY, _("Corporate income tax, small enterprises with low profit, effective")
    ),
    "zone_cit_rate_pct": _share(Block.ECONOMY, _("Corporate income tax, listed industries in the zone")),
    "vat_goods_rate_pct": _share(Block.ECONOMY, _("VAT on goods")),
    "vat_services_rate_pct": _share(Block.ECONOMY, _("VAT on modern services")),
    "withholding_dividend_pct": _share(Block.ECONOMY, _("Withholding tax on dividends, without a treaty")),
}

# The six tables of the Power Grid's monthly prices.
TARIFF_TABLES = {
    "Pearl River Delta five cities": _("five cities of the Pearl River Delta"),
    "East and west wings": _("east and west wings"),
    "Northern mountain area": _("northern mountain area"),
    "Shenzhen": _("Shenzhen"),
    "Huizhou": _("Huizhou"),
    "Jiangmen": _("Jiangmen"),
}


def written(indicator: str, value, value_text: str, language: str) -> str:
    """The value with its unit: `CNY 3.68 trillion`, `5.8%`. KeyError where there is no label."""
    known = INDICATORS[indicator]
    if value is None:
        return str(TARIFF_TABLES.get(value_text, value_text))
    amount = value.scaleb(known.power)
    if known.currency:
        return compact(amount, known.currency, language)
    tight = known.unit is PERCENT or language.startswith("zh")
    return f"{precise(amount, language)}{'' if tight else ' '}{known.unit}".strip()


def precise(value, language: str) -> str:
    """Small prices keep four decimals: 0.7584 yuan per kWh is not 0.76."""
    if value == 0 or abs(value) >= SMALL:
        return number(value, language)
    return format_decimal(value, format="#,##0.####", locale=LOCALES[language])


def short_number(indicator: str, value) -> str:
    """The number alone, for a column whose head carries `short_unit`."""
    known, language = INDICATORS[indicator], current()
    in_billions = known.currency and known.power == HUNDRED_MILLION and not language.startswith("zh")
    amount = value.scaleb(-1) if in_billions else value if known.currency else value.scaleb(known.power)
    return number(round(amount, 1) if known.currency else amount, language)


def short_unit(indicator: str) -> str:
    """Billions where the language counts by thousands, hundred millions in Chinese."""
    known, language = INDICATORS[indicator], current()
    if not known.currency:
        return str(known.unit)
    name = currency_name(known.currency, language)
    if known.power != HUNDRED_MILLION:
        return name
    return {
        "en": f"{name} billion",
        "pt": f"mil milhões de {name}",
        "zh-hans": f"亿{name}",
        "zh-hant": f"億{name}",
    }[language]
