"""The facts of a listing as rows a reader can compare: a label, a text, unknown said as such."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from investguangdong.core import dates
from investguangdong.core.languages import best, current
from investguangdong.core.money import compact_range
from investguangdong.projects.models import AmountMissing, DatePrecision, Project

UNKNOWN = gettext_lazy("not stated")
LABELS = {
    "amount": gettext_lazy("Investment"),
    "total": gettext_lazy("Total investment"),
    "secured": gettext_lazy("Secured"),
    "min_ticket": gettext_lazy("Smallest ticket"),
    "equity": gettext_lazy("Equity offered"),
    "return": gettext_lazy("Expected return a year"),
    "modes": gettext_lazy("Route"),
    "stage": gettext_lazy("Stage"),
    "kind": gettext_lazy("Kind"),
    "city": gettext_lazy("City"),
    "land": gettext_lazy("Land"),
    "floor": gettext_lazy("Floor space"),
    "tenure": gettext_lazy("Tenure"),
    "land_price": gettext_lazy("Land price"),
    "plot_ratio": gettext_lazy("Plot ratio"),
    "power": gettext_lazy("Power"),
    "green_power": gettext_lazy("Green share of power"),
    "water": gettext_lazy("Water"),
    "gas": gettext_lazy("Piped gas"),
    "steam": gettext_lazy("Steam"),
    "port": gettext_lazy("To the port"),
    "airport": gettext_lazy("To the airport"),
    "rail": gettext_lazy("To high-speed rail"),
    "motorway": gettext_lazy("To the motorway"),
    "available": pgettext_lazy("site", "Available from"),
    "start": gettext_lazy("Start wanted"),
    "closes": gettext_lazy("Closing date"),
    "jobs": gettext_lazy("Jobs expected"),
    "output": gettext_lazy("Output expected a year"),
    "readiness": gettext_lazy("Readiness"),
    "checked": gettext_lazy("Checked"),
}


@dataclass(frozen=True)
class Fact:
    key: str
    text: str

    @property
    def label(self):
        return LABELS[self.key]

    @property
    def is_known(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text or str(UNKNOWN)


def plain(value) -> str:
    """A number in the reader's notation, without needless zeros."""
    if isinstance(value, Decimal):
        value = value.normalize()
        value = value.quantize(Decimal(1)) if value == value.to_integral() else value
    return number_format(value, force_grouping=True)


def measured(value, unit: str) -> str:
    return "" if value is None else f"{plain(value)} {unit}".strip()


def span(low, high, unit: str) -> str:
    if low is None and high is None:
        return ""
    if low is None:
        return _("up to %(amount)s") % {"amount": measured(high, unit)}
    if high is None:
        return _("from %(amount)s") % {"amount": measured(low, unit)}
    return measured(low, unit) if low == high else f"{plain(low)}–{measured(high, unit)}"


def yes_no(value) -> str:
    return "" if value is None else str(_("yes") if value else _("no"))


def dated(value) -> str:
    return "" if value is None else dates.day(value, current())


def source_day(project: Project) -> str:
    """The date of the source, no more exact than the source is."""
    if project.source_date is None:
        return ""
    if project.source_date_precision == DatePrecision.YEAR:
        return str(project.source_date.year)
    if project.source_date_precision == DatePrecision.MONTH:
        return f"{project.source_date:%Y-%m}"
    return dated(project.source_date)


def money_span(low, high, currency: str) -> str:
    """An open end is said as such: "from CNY 200 billion"."""
    if low is None and high is None:
        return ""
    text = compact_range(low, high, currency, current())
    if high is None:
        return _("from %(amount)s") % {"amount": text}
    return _("up to %(amount)s") % {"amount": text} if low is None else text


def amount_text(project: Project) -> str:
    """The sum an investor is asked for; where there is none, why."""
    text = money_span(*project.amount_range, project.currency)
    return text or (str(AmountMissing(project.amount_missing).label) if project.amount_missing else "")


def tenure_text(project: Project) -> str:
    if not project.tenure:
        return ""
    label = project.get_tenure_display()
    if not project.tenure_years:
        return str(label)
    return _("%(tenure)s, %(years)s years") % {"tenure": label, "years": project.tenure_years}


def power_text(project: Project) -> str:
    parts = [measured(project.power_mw, "MW"), measured(project.power_kv, "kV")]
    return ", ".join(part for part in parts if part)


def city_text(project: Project) -> str:
    return best(project.city, "name").text if project.city_id else str(_("Whole province"))


TEXTS = {
    "amount": amount_text,
    "sum": lambda p: money_span(*p.amount_range, p.currency),
    "total": lambda p: money_span(p.total_min, p.total_max, p.currency),
    "secured": lambda p: money_span(p.secured, p.secured, p.currency),
    "min_ticket": lambda p: money_span(p.min_ticket, p.min_ticket, p.currency),
    "equity": lambda p: span(p.equity_min, p.equity_max, "%"),
    "return": lambda p: span(p.irr_min, p.irr_max, "%"),
    "modes": lambda p: ", ".join(str(label) for label in p.mode_labels),
    "stage": lambda p: str(p.get_stage_display()) if p.stage else "",
    "kind": lambda p: str(p.get_kind_display()),
    "city": city_text,
    "land": lambda p: span(p.land_min, p.land_max, "ha"),
    "floor": lambda p: measured(p.floor_m2, "m²"),
    "tenure": tenure_text,
    "land_price": lambda p: measured(p.land_price, _("yuan per m²")),
    "plot_ratio": lambda p: span(p.plot_ratio_min, p.plot_ratio_max, ""),
    "power": power_text,
    "green_power": lambda p: measured(p.green_power, "%"),
    "water": lambda p: measured(p.water_t_day, _("t a day")),
    "gas": lambda p: yes_no(p.has_gas),
    "steam": lambda p: yes_no(p.has_steam),
    "port": lambda p: measured(p.port_km, "km"),
    "airport": lambda p: measured(p.airport_km, "km"),
    "rail": lambda p: measured(p.rail_km, "km"),
    "motorway": lambda p: measured(p.motorway_km, "km"),
    "available": lambda p: dated(p.available_from),
    "start": lambda p: dated(p.start_target),
    "closes": lambda p: dated(p.closes_on),
    "jobs": lambda p: measured(p.jobs, ""),
    "output": lambda p: money_span(p.output_cny, p.output_cny, "CNY"),
    "readiness": lambda p: measured(p.readiness, "%"),
    "checked": lambda p: dated(p.verified_on),
}


def fact_of(project: Project, key: str) -> Fact:
    return Fact(key, TEXTS[key](project))


def facts_of(project: Project, *keys: str) -> list[Fact]:
    """Facts in the order asked for, all of them by default."""
    return [fact_of(project, key) for key in keys or LABELS]
