"""A policy's rule in words: its conditions, what it gives, and the facts of an example. Pure: the names of places
come in by slug. The sentences are made from the same data that `checking` decides by, so they cannot differ."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.core import languages
from investguangdong.core import money as amounts
from investguangdong.places.checking import Award, Money

FACT_LABELS = {
    "city": gettext_lazy("City"),
    "zone": gettext_lazy("Zone"),
    "enterprise": gettext_lazy("Kind of enterprise"),
    "activity": gettext_lazy("Industry class"),
    "new_investment": gettext_lazy("New actual foreign investment in the year"),
    "fixed_investment": gettext_lazy("Investment in fixed assets"),
    "is_headquarters": gettext_lazy("Recognised as a regional headquarters of a multinational"),
    "is_encouraged": gettext_lazy("In an encouraged industry of the zone’s catalogue"),
    "is_substantive": gettext_lazy("Substantive operation in the zone"),
    "main_income_share": gettext_lazy("Share of income from the main business"),
    "residence": gettext_lazy("Where the people concerned come from"),
    "is_talent": gettext_lazy("Recognised as high-end or scarce talent"),
    "year": gettext_lazy("Year"),
}
ORDER = {fact: place for place, fact in enumerate(FACT_LABELS)}
CHOICE_LABELS = {
    ("enterprise", "foreign"): gettext_lazy("with foreign investment"),
    ("enterprise", "domestic"): gettext_lazy("without foreign investment"),
    ("activity", "high_tech_manufacturing"): gettext_lazy("high-technology manufacturing"),
    ("activity", "other_manufacturing"): gettext_lazy("other manufacturing"),
    ("activity", "high_tech_services"): gettext_lazy("high-technology services"),
    ("activity", "other"): gettext_lazy("another activity"),
    ("residence", "hong_kong"): gettext_lazy("Hong Kong"),
    ("residence", "macao"): gettext_lazy("Macao"),
    ("residence", "overseas"): gettext_lazy("overseas or Taiwan"),
    ("residence", "mainland"): gettext_lazy("the mainland"),
}
PERCENT_FACTS = frozenset({"main_income_share"})


@dataclass(frozen=True)
class Line:
    """One condition: the sentence of the source where it has one, and what is checked, with its parts."""

    said: languages.Text | None
    checked: str
    parts: tuple["Line", ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Grade:
    """One row of the table of amounts."""

    when: str
    gives: str
    year_cap: str = ""
    total_cap: str = ""


def label(fact: str) -> str:
    return str(FACT_LABELS.get(fact, fact))


def in_words(conditions: Iterable[Mapping], names: Mapping[str, str]) -> list[Line]:
    return [line(condition, names) for condition in conditions]


def line(node: Mapping, names: Mapping[str, str]) -> Line:
    said = saying(node.get("says"))
    for word, opening in (("all", _("All of these:")), ("any", _("One of these:"))):
        if word in node:
            return Line(said, opening, tuple(line(part, names) for part in node[word]))
    if "not" in node:
        return Line(said, _("Not:"), (line(node["not"], names),))
    if "fact" not in node:
        return Line(said, _("Decided by the authority"), is_open=True)
    return Line(said, leaf(node, names))


def saying(says: Mapping[str, str] | None) -> languages.Text | None:
    """The source's sentence in the page's language, else in the nearest one it was written in."""
    wanted = languages.current()
    for code in languages.ORDER[wanted]:
        if text := (says or {}).get(code):
            return languages.Text(text, code, code != wanted)
    return None


def leaf(node: Mapping, names: Mapping[str, str]) -> str:
    fact, value = node["fact"], node["value"]
    values = value if node["op"] == "in" else [value]
    told = alternatives([shown(fact, one, names) for one in values])
    pattern = {
        "at_least": _("%(fact)s: at least %(value)s"),
        "at_most": _("%(fact)s: at most %(value)s"),
    }.get(node["op"], _("%(fact)s: %(value)s"))
    return pattern % {"fact": label(fact), "value": told}


def shown(fact: str, value, names: Mapping[str, str]) -> str:
    if isinstance(value, Mapping):
        return compact(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if (fact, value) in CHOICE_LABELS:
        return str(CHOICE_LABELS[fact, value])
    if fact in PERCENT_FACTS:
        return percent(value)
    return str(names.get(value, value))


def alternatives(told: list[str]) -> str:
    """`A, B or C`."""
    if len(told) < 2:
        return "".join(told)
    return _("%(first)s or %(last)s") % {"first": _(", ").join(told[:-1]), "last": told[-1]}


def compact(value: Mapping) -> str:
    return amounts.compact(Decimal(value["amount"]), value["currency"], languages.current())


def percent(value) -> str:
    return f"{amounts.number(Decimal(value), languages.current())} %"


def simple(node: Mapping, names: Mapping[str, str]) -> str:
    """A condition on one line: what decides between two rows of the table of amounts."""
    told = line(node, names)
    return f"{told.checked} {'; '.join(part.checked for part in told.parts)}".strip()


def grades(award: Mapping | None, names: Mapping[str, str]) -> list[Grade]:
    """What the rule gives, a row for each case of it. Empty where the source names no amount."""
    if not award:
        return []
    if "share" in award:
        return share_grades(award, names)
    name, words = next((name, words) for name, words in GIFTS.items() if name in award)
    return [Grade("", words(award))]


def share_grades(award: Mapping, names: Mapping[str, str]) -> list[Grade]:
    pattern = _("up to %(percent)s of: %(base)s") if award.get("at_most") else _("%(percent)s of: %(base)s")
    rows = []
    for option in award["share"]:
        gives = pattern % {"percent": percent(option["percent"]), "base": label(award["of"])}
        when = simple(option["when"], names) if "when" in option else _("Every other case")
        rows.append(Grade(when if len(award["share"]) > 1 else "", gives))
    return rows


def caps(award: Mapping | None, names: Mapping[str, str]) -> list[Grade]:
    """The limits, a row for each case of them."""
    rows = []
    for option in (award or {}).get("caps", ()):
        when = simple(option["when"], names) if "when" in option else _("Every other case")
        limits = [compact(option[name]) if name in option else "" for name in ("year", "total")]
        rows.append(Grade(when if len(award["caps"]) > 1 else "", "", *limits))
    return rows


def gives(award: Mapping | None, worked: Award | None) -> str:
    """The answer in one phrase: the sum where it could be worked out, else what the rule promises. Empty where
    the source names nothing."""
    if not award:
        return ""
    if worked is None:
        return "" if "share" in award else grades(award, {})[0].gives
    told = whole(worked.payable)
    if "sum" in award:
        return sum_of(award)
    return (_("up to %(amount)s for the year") if award.get("at_most") else _("%(amount)s for the year")) % {
        "amount": told
    }


def working(award: Mapping | None, worked: Award | None) -> list[str]:
    """How the sum came about, step by step: the share, then the cap of the year, then that of all years."""
    if worked is None or worked.gross is None:
        return []
    steps = [
        _("%(percent)s of “%(base)s” is %(amount)s.")
        % {"percent": percent(worked.percent), "base": label(award["of"]), "amount": whole(worked.gross)}
    ]
    if worked.year_cap:
        said = (
            _("The cap of %(amount)s a year applies.")
            if worked.is_capped
            else _("The cap is %(amount)s a year.")
        )
        steps.append(said % {"amount": whole(worked.year_cap)})
    if worked.total:
        steps.append(_("Over all years at most %(amount)s.") % {"amount": whole(worked.total)})
    return steps


def whole(value: Money) -> str:
    return amounts.full(value.amount, value.currency, languages.current())


def sum_of(award: Mapping) -> str:
    told = compact(award["sum"])
    return _("%(amount)s, once") % {"amount": told} if award.get("once") else told


def above(award: Mapping) -> str:
    told = _("the tax paid above %(percent)s of taxable income") % {"percent": percent(award["above"])}
    if "most" not in award:
        return told
    return _("%(gift)s, at most %(amount)s a person and year") % {
        "gift": told,
        "amount": compact(award["most"]),
    }


GIFTS: dict[str, Callable[[Mapping], str]] = {
    "sum": sum_of,
    "rate": lambda award: _("tax at %(percent)s") % {"percent": percent(award["rate"])},
    "ceiling": lambda award: _("no tax above %(percent)s") % {"percent": percent(award["ceiling"])},
    "above": above,
}


def facts_in_words(facts: Mapping, names: Mapping[str, str]) -> list[str]:
    """The facts of an example, each as `City: Foshan`."""
    return [
        _("%(fact)s: %(value)s") % {"fact": label(fact), "value": shown(fact, value, names)}
        for fact, value in sorted(facts.items(), key=lambda pair: ORDER.get(pair[0], len(ORDER)))
    ]
