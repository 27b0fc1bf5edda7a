"""Stored findings as sentences in the language of the page. Names of sectors, clusters and cities are looked
up when a sentence is shown, so an old match reads in today's words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from investguangdong.core import dates, languages, money
from investguangdong.investors.choices import Mode
from investguangdong.places.models import City, Cluster, Sector

NAMES_KEPT = 300  # seconds

SENTENCES = {
    "sector.wanted": gettext_lazy("Your sector: %(sectors)s."),
    "sector.secondary": gettext_lazy("Touches your sector: %(sectors)s. Its main sector is %(main)s."),
    "sector.cluster": gettext_lazy("A cluster you named: %(clusters)s."),
    "sector.related": gettext_lazy("A neighbouring sector: %(offered)s. You asked for %(wanted)s."),
    "sector.foreign": gettext_lazy(
        "Another sector: %(sectors)s. Everything else therefore counts for less than half."
    ),
    "sector.unknown_you": gettext_lazy("Not known: which sectors you look for."),
    "sector.unknown_they": gettext_lazy("Not known: the sector of this project."),
    "text.shared": gettext_lazy("Your notes and this listing speak of the same things."),
    "amount.inside": gettext_lazy("The amounts meet: you have %(mine)s, the project asks for %(theirs)s."),
    "amount.near": gettext_lazy("Close to your range: you have %(mine)s, the project asks for %(theirs)s."),
    "amount.larger": gettext_lazy("Larger than you planned: it asks for %(theirs)s, you have %(mine)s."),
    "amount.smaller": gettext_lazy("Smaller than you planned: it asks for %(theirs)s, you have %(mine)s."),
    "amount.unknown_you": gettext_lazy("Not known: how much you want to invest."),
    "amount.unknown_they": gettext_lazy("Not known: the amount. The listing does not state it."),
    "place.wanted": gettext_lazy("A city you named: %(city)s."),
    "place.away": gettext_lazy("%(city)s is %(km)s km from %(wanted)s, which you named."),
    "place.provincial": gettext_lazy("Open anywhere in the province, so also where you want to be."),
    "place.unknown_you": gettext_lazy("Not known: which cities you have in mind."),
    "place.unknown_they": gettext_lazy("Not known: the city of this project."),
    "mode.offered": gettext_lazy("The way you want to take part is offered: %(modes)s."),
    "mode.goes_with": gettext_lazy("Offered: %(modes)s. That goes with the form of company you want."),
    "mode.other": gettext_lazy("Offered: %(modes)s. You asked for another way of taking part."),
    "mode.unknown_you": gettext_lazy("Not known: in which way you want to take part."),
    "mode.unknown_they": gettext_lazy("Not known: in which ways one can take part."),
    "land.enough": gettext_lazy("Land: you need %(needed)s ha, %(has)s ha are there."),
    "land.short": gettext_lazy("Land: you need %(needed)s ha, only %(has)s ha are there."),
    "land.unknown_you": gettext_lazy("Not known: how much land you need."),
    "land.unknown_they": gettext_lazy("Not known: how much land there is. You need %(needed)s ha."),
    "power.enough": gettext_lazy("Electricity: you need %(needed)s MW, %(has)s MW are there."),
    "power.short": gettext_lazy("Electricity: you need %(needed)s MW, only %(has)s MW are there."),
    "power.unknown_you": gettext_lazy("Not known: how much electricity you need."),
    "power.unknown_they": gettext_lazy("Not known: how much electricity there is. You need %(needed)s MW."),
    "time.ready": gettext_lazy("Available from %(from)s, in time for you."),
    "time.late": gettext_lazy("Available from %(from)s, later than %(to)s as you planned."),
    "time.closes": gettext_lazy("Closes on %(on)s."),
    "time.unknown_you": gettext_lazy("Not known: when you want to start."),
    "time.unknown_they": gettext_lazy("Not known: from when it is available."),
    "readiness.good": gettext_lazy("Well prepared: readiness %(readiness)s of 100, checked on %(on)s."),
    "readiness.old": gettext_lazy("Last checked by an officer on %(on)s."),
    "readiness.unchecked": gettext_lazy("Not yet checked by an officer of this portal."),
    "policy.some": gettext_lazy("Policies that may apply: %(count)s."),
    "standing.unverified": gettext_lazy("Your organisation has not been checked by an officer yet."),
}

WITHOUT_FIGURES = {
    "amount.inside": gettext_lazy("The amounts meet."),
    "land.unknown_you": gettext_lazy("Not known: how much land you need. %(has)s ha are there."),
    "power.unknown_you": gettext_lazy("Not known: how much electricity you need. %(has)s MW are there."),
}

RAISES = {
    "sector.unknown_you": gettext_lazy("say which sectors you look for"),
    "amount.unknown_you": gettext_lazy("say how much you want to invest"),
    "place.unknown_you": gettext_lazy("name the cities you have in mind"),
    "mode.unknown_you": gettext_lazy("say in which way you want to take part"),
    "land.unknown_you": gettext_lazy("say how much land you need"),
    "power.unknown_you": gettext_lazy("say how much electricity you need"),
    "time.unknown_you": gettext_lazy("say when you want to start"),
    "standing.unverified": gettext_lazy("ask an officer to check your organisation"),
}

# The step of the wizard that holds the answer.
STEPS = {"sector": 1, "amount": 2, "mode": 2, "place": 3, "site": 3, "time": 4}

GROUP_NAMES = {
    "sector": pgettext_lazy("part of a score", "Sector"),
    "budget": pgettext_lazy("part of a score", "Budget"),
    "location": pgettext_lazy("part of a score", "Location"),
    "route": pgettext_lazy("part of a score", "Route and site"),
    "certainty": pgettext_lazy("part of a score", "Time and certainty"),
}

ICONS = {"fits": "fits", "partly": "partly", "clashes": "clash", "unknown": "unknown"}
SHADES = {"fits": "y", "partly": "h"}
VERDICTS = {
    "fits": gettext_lazy("Fits"),
    "partly": gettext_lazy("Fits in part"),
    "clashes": gettext_lazy("Does not fit"),
    "unknown": gettext_lazy("Not known"),
}


class Names:
    """Names of sectors, clusters and cities by slug: kept for some minutes, since they hardly ever change."""

    def __init__(self):
        self.rows = cache.get_or_set("matching.names", read_names, NAMES_KEPT)

    def __getitem__(self, slug: str) -> str:
        by_language = self.rows.get(slug, {})
        return next(filter(None, map(by_language.get, languages.ORDER[languages.current()])), slug)


def read_names() -> dict[str, dict[str, str]]:
    return {
        row.slug: {code: getattr(row, languages.column("name", code)) for code in languages.LANGUAGES}
        for model in (Cluster, Sector, City)
        for row in model.objects.all()
    }


@dataclass(frozen=True)
class Sentence:
    text: str
    signal: str
    verdict: str

    @property
    def told_verdict(self) -> str:
        """The three verdicts machines read; "partly" is a fit with a limit."""
        return "fits" if self.verdict == "partly" else self.verdict

    @property
    def icon(self) -> str:
        return ICONS[self.verdict]

    @property
    def icon_kind(self) -> str:
        return SHADES.get(self.verdict, "x")

    @property
    def label(self) -> str:
        return VERDICTS[self.verdict]


def sentence(finding: dict, names: Names) -> Sentence:
    """`finding` as stored in a match."""
    params = shown(finding["params"], names)
    text = template(finding["code"], params) % params
    return Sentence(text, finding["signal"], finding["verdict"])


def template(code: str, params: dict) -> str:
    """Some sentences have a second form, chosen by which figures are known."""
    second = WITHOUT_FIGURES.get(code)
    if code == "amount.inside" and not (params["mine"] and params["theirs"]):
        return second
    return second if second and "has" in params else SENTENCES[code]


def shown(params: dict, names: Names) -> dict[str, str]:
    return {key: SHOWN[key](value, names) if key in SHOWN else str(value) for key, value in params.items()}


def listed(slugs: list[str], names: Names) -> str:
    return joined([names[slug] for slug in slugs])


def joined(words: list[str]) -> str:
    if languages.current().startswith("zh"):
        return "、".join(words)
    return get_text_list(words, _("and"))


def modes(values: list[str], _names: Names) -> str:
    return joined([str(Mode(value).label) for value in values if value in Mode.values])


def amount(stated: dict, _names: Names) -> str:
    """A range of money; open ends are said in words, nothing known is an empty text."""
    if not stated:
        return ""
    low, high = (None if stated[end] is None else Decimal(stated[end]) for end in ("low", "high"))
    language, currency = languages.current(), stated["currency"]
    if low is not None and high is not None:
        return money.compact_range(low, high, currency, language)
    if low is not None:
        return _("%(amount)s or more") % {"amount": money.compact(low, currency, language)}
    return _("up to %(amount)s") % {"amount": money.compact(high, currency, language)}


def day(value: str, _names: Names) -> str:
    return dates.day(date.fromisoformat(value), languages.current()) if value else "?"


def figure(value: float, _names: Names) -> str:
    return money.number(Decimal(str(value)), languages.current())


def name(slug: str, names: Names) -> str:
    return names[slug]


SHOWN = {
    "sectors": listed,
    "clusters": listed,
    "modes": modes,
    "mine": amount,
    "theirs": amount,
    "on": day,
    "from": day,
    "to": day,
    "needed": figure,
    "has": figure,
    "city": name,
    "wanted": name,
    "offered": name,
    "main": name,
}


def findings(match, names: Names) -> list[Sentence]:
    """All that is said about a match: what fits, what does not, what is not known."""
    return [sentence(finding, names) for finding in match.findings]


def raises(match) -> list[dict]:
    """What the investor can do about the score: words, points to gain, the wizard's step."""
    return [
        {"text": RAISES[one["code"]], "points": one["points"], "step": STEPS.get(one["signal"])}
        for one in match.raises
        if one["code"] in RAISES
    ]
