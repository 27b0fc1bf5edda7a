"""A brief in the reader's language: its facts, its questions, and why a city was picked."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from investguangdong.core import languages, money
from investguangdong.investors.choices import Intent, Mode, OrganisationKind, Stage, Wish
from investguangdong.matching import brief_questions, country_groups
from investguangdong.matching.wording import Names, joined

LABELS = {
    "kind": gettext_lazy("Kind of investor"),
    "region": gettext_lazy("From"),
    "checked": gettext_lazy("Checked by an officer"),
    "sectors": gettext_lazy("Sectors"),
    "intent": gettext_lazy("It is to be"),
    "amount": gettext_lazy("Investment"),
    "modes": gettext_lazy("Forms that suit"),
    "land": gettext_lazy("Land"),
    "power": gettext_lazy("Electricity"),
    "floor": gettext_lazy("Floor space"),
    "green": gettext_lazy("Green share of the electricity"),
    "water": gettext_lazy("Water"),
    "port": gettext_lazy("To a container port"),
    "people": gettext_lazy("People after three years"),
    "start": gettext_lazy("Start of the project"),
    "stage": gettext_lazy("Stage at least"),
    "musts": gettext_lazy("Must hold"),
    "sectors_never": gettext_lazy("Never: sectors"),
    "modes_never": gettext_lazy("Never: forms"),
}
WORDS = {"kind": OrganisationKind, "intent": Intent, "stage": Stage}
MANY = {"modes": Mode, "modes_never": Mode, "musts": Wish}
UNITS = {
    "land": gettext_lazy("%(amount)s ha"),
    "power": gettext_lazy("%(amount)s MW"),
    "people": gettext_lazy("%(amount)s people"),
    "floor": gettext_lazy("%(amount)s m²"),
    "green": gettext_lazy("%(amount)s %%"),
    "water": gettext_lazy("%(amount)s t a day"),
    "port": gettext_lazy("%(amount)s km"),
}
REASONS = {
    "no_matches": gettext_lazy("No listing of this city fits your mandate today."),
    "named": gettext_lazy("A city you named."),
    "not_named": gettext_lazy("Not a city you named."),
    "clusters": gettext_lazy("The province names it for clusters of your sectors: %(names)s."),
    "no_cluster": gettext_lazy("The province names it for no cluster of your sectors."),
    "no_policy": gettext_lazy("No policy in force here fits your mandate."),
    "wage": gettext_lazy("Minimum wage %(value)s yuan a month: place %(rank)s of %(of)s from the lowest."),
    "no_wage": gettext_lazy("Not known here: the minimum wage."),
}


@dataclass(frozen=True)
class Line:
    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Why:
    code: str
    verdict: str
    text: str

    @property
    def icon(self) -> str:
        return {"fits": "fits", "clashes": "clash", "unknown": "unknown"}[self.verdict]

    @property
    def icon_kind(self) -> str:
        return "y" if self.verdict == "fits" else "x"


def lines(facts: list[dict], names: Names | None = None) -> list[Line]:
    names = names or Names()
    return [Line(fact["name"], str(LABELS[fact["name"]]), said(fact, names)) for fact in facts]


def said(fact: dict, names: Names) -> str:
    name = fact["name"]
    if name in WORDS:
        return str(WORDS[name](fact["code"]).label)
    if name in MANY:
        return joined([str(MANY[name](code).label) for code in fact["codes"] if code in MANY[name].values])
    if name in ("sectors", "sectors_never"):
        return _("; ").join(names[slug] for slug in fact["codes"])
    if name == "region":
        return str(country_groups.NAMES[fact["code"]])
    if name == "checked":
        return _("yes") if fact["is_checked"] else _("not checked yet")
    return half_years(fact) if name == "start" else span(name, fact["low"], fact["high"])


def span(name: str, low: int | None, high: int | None) -> str:
    """Both ends of a band; an open end is said in words."""
    if low is None:
        return _("up to %(amount)s") % {"amount": measured(name, high)}
    if high is None:
        return _("%(amount)s or more") % {"amount": measured(name, low)}
    return _("%(low)s to %(high)s") % {"low": measured(name, low), "high": measured(name, high)}


def measured(name: str, value: int) -> str:
    language = languages.current()
    if name == "amount":
        return money.compact(Decimal(value), "CNY", language)
    return UNITS[name] % {"amount": money.number(Decimal(value), language)}


def half_years(fact: dict) -> str:
    start, end = fact["from"], fact["to"]
    if start and end and start != end:
        return _("%(low)s to %(high)s") % {"low": half(start), "high": half(end)}
    if start and not end:
        return _("from %(when)s") % {"when": half(start)}
    return half(end) if start == end else _("by %(when)s") % {"when": half(end)}


def half(code: str) -> str:
    year, part = code.split("-")
    text = _("first half of %(year)s") if part == "1" else _("second half of %(year)s")
    return text % {"year": year}


def question(row) -> str:
    """A question of the list in the reader's language, one in own words as it was written."""
    known = brief_questions.BY_CODE.get(row.code)
    return str(known.text) if known else row.text


def whys(reasons: list[dict], names: Names) -> list[Why]:
    return [Why(one["code"], one["verdict"], why(one, names)) for one in reasons]


def why(one: dict, names: Names) -> str:
    code = one["code"]
    if code == "matches":
        text = ngettext(
            "%(count)s listing of this city fits your mandate, at %(best)s of 100.",
            "%(count)s listings of this city fit your mandate, the best at %(best)s of 100.",
            one["count"],
        )
        return text % one
    if code == "policies":
        return policies_said(one["meets"], one["needs"])
    told = {**one, "names": _("; ").join(names[slug] for slug in one.get("names", []))}
    if "value" in one:
        told["value"] = money.number(Decimal(one["value"]), languages.current())
    return str(REASONS[code] % told)


def policies_said(meets: int, needs: int) -> str:
    if not meets:
        text = ngettext("%(count)s policy may apply and needs more facts.",
                        "%(count)s policies may apply and need more facts.", needs)  # fmt: skip
        return text % {"count": needs}
    text = ngettext("You would meet %(count)s policy here; %(needs)s need more facts.",
                    "You would meet %(count)s policies here; %(needs)s need more facts.", meets)  # fmt: skip
    return text % {"count": meets, "needs": needs}


def suggested_title(facts: list[dict]) -> str:
    """A first title without a name, for the investor to change."""
    by_name = {fact["name"]: fact for fact in facts}
    names, sectors = Names(), by_name.get("sectors", {}).get("codes", [])[:1]
    who = said(by_name["kind"], names)
    told = {"who": who[:1].upper() + who[1:], "sector": "".join(names[slug] for slug in sectors)}
    return (_("%(who)s looks for a place: %(sector)s") if sectors else _("%(who)s looks for a place")) % told
