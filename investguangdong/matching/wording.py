"""Stored findings as sentences for one reader, in the language of the page. Names of sectors, clusters and
cities are looked up when a sentence is shown, so an old match reads in today's words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from investguangdong.core import dates, languages, money
from investguangdong.investors.choices import Mode, Stage
from investguangdong.matching.change_sentences import CHANGES
from investguangdong.matching.choices import Reader
from investguangdong.matching.sentences import SENTENCES, THINGS, TURNS, VERDICTS, WITHOUT_FIGURES
from investguangdong.places.models import City, Cluster, Sector

NAMES_KEPT = 300  # seconds

# The step of the wizard that holds the answer.
STEPS = {
    "sector": 1,
    "text": 1,
    "amount": 2,
    "mode": 2,
    "place": 3,
    "land": 3,
    "power": 3,
    "time": 4,
    "stage": 4,
}
PROJECT_MARKS = ("readiness", "policy")

ICONS = {"fits": "fits", "partly": "partly", "clashes": "clash", "unknown": "unknown"}
SHADES = {"fits": "y", "partly": "h"}


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
    """`turn` is the side that can add what is not known, in words for this reader; `step` the step of the
    wizard where the investor adds it; `is_mine` whether it is the reader's own turn."""

    text: str
    signal: str
    verdict: str
    turn: str = ""
    is_mine: bool = False
    step: int | None = None

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


def sentence(finding: dict, names: Names, reader: str = Reader.INVESTOR) -> Sentence:
    """`finding` as stored in a match."""
    params = shown(finding["params"], names, reader)
    text = template(finding["code"], params, reader) % params
    side = side_of(finding) if finding["verdict"] == "unknown" else ""
    return Sentence(
        text,
        finding["signal"],
        finding["verdict"],
        turn=TURNS[side].to(reader) if side else "",
        is_mine=is_turn_of(side, reader),
        step=STEPS.get(finding["signal"]) if side == "investor" else None,
    )


def side_of(finding: dict) -> str:
    """Who can add what is not known: codes end in `_you` for the investor, in `_they` for the project."""
    if finding["code"].endswith("_they") or finding["signal"] in PROJECT_MARKS:
        return "project"
    return "investor"


def is_turn_of(side: str, reader: str) -> bool:
    return (side, reader) in {("investor", Reader.INVESTOR), ("project", Reader.PROMOTER)}


def template(code: str, params: dict, reader: str):
    """Some sentences have a second form, chosen by which figures are known."""
    second = WITHOUT_FIGURES.get(code)
    without_sums = code == "amount.inside" and not (params["mine"] and params["theirs"])
    if without_sums or (second and "has" in params):
        return second.to(reader)
    return SENTENCES[code].to(reader)


def shown(params: dict, names: Names, reader: str = Reader.INVESTOR) -> dict[str, str]:
    said = {key: SHOWN[key](value, names) if key in SHOWN else str(value) for key, value in params.items()}
    foreign = "theirs" if reader == Reader.INVESTOR else "mine"
    if about := params.get(f"{foreign}_about"):
        said[foreign] = _("%(amount)s (about %(converted)s)") % {
            "amount": said[foreign],
            "converted": amount(about, names),
        }
    return said


def listed(slugs: list[str], names: Names) -> str:
    return joined([names[slug] for slug in slugs])


def joined(words: list[str]) -> str:
    if languages.current().startswith("zh"):
        return "、".join(words)
    return get_text_list(words, _("and"))


def modes(values: list[str], _names: Names) -> str:
    return joined([str(Mode(value).label) for value in values if value in Mode.values])


def mode(value: str, names: Names) -> str:
    return modes([value], names)


def things(values: list[str], _names: Names) -> str:
    return joined([str(THINGS[value]) for value in values if value in THINGS])


def stage(value: int, _names: Names) -> str:
    return str(list(Stage)[value].label)


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


def one_sum(stated: dict, _names: Names) -> str:
    return money.compact(Decimal(stated["amount"]), stated["currency"], languages.current())


def day(value: str, _names: Names) -> str:
    return dates.day(date.fromisoformat(value), languages.current()) if value else "?"


def figure(value: float, _names: Names) -> str:
    return money.number(Decimal(str(value)), languages.current())


def name(slug: str, names: Names) -> str:
    return names[slug]


SHOWN = {
    "sectors": listed,
    "asked": listed,
    "clusters": listed,
    "modes": modes,
    "mode": mode,
    "things": things,
    "stage": stage,
    "wished": stage,
    "mine": amount,
    "theirs": amount,
    "limit": one_sum,
    "on": day,
    "from": day,
    "to": day,
    "needed": figure,
    "has": figure,
    "city": name,
    "sector": name,
    "wanted": name,
    "offered": name,
    "main": name,
}


def findings(match, names: Names, reader: str = Reader.INVESTOR) -> list[Sentence]:
    """All that is said about a match: what fits, what does not, what is not known."""
    return [sentence(finding, names, reader) for finding in match.findings]


@dataclass(frozen=True)
class Raise:
    """One change and the score it leads to. `text` is the first half of a sentence ("If you add Zhuhai to
    your cities"), `whole` all of it; `points` is the gain."""

    text: str
    whole: str
    points: int
    to: int
    signal: str
    is_mine: bool
    step: int | None


def raises(match, names: Names, reader: str = Reader.INVESTOR) -> list[Raise]:
    return [raised(match, one, names, reader) for one in match.raises if one["code"] in CHANGES]


def raised(match, change: dict, names: Names, reader: str) -> Raise:
    text = CHANGES[change["code"]].to(reader) % shown(change["params"], names, reader)
    to = round(change["to"])
    whole = _("%(change)s, the match rises from %(score)s to %(to)s.") % {
        "change": text,
        "score": match.rounded,
        "to": to,
    }
    step = STEPS.get(change["signal"]) if change["turn"] == "investor" else None
    mine = is_turn_of(change["turn"], reader)
    return Raise(text, whole, to - match.rounded, to, change["signal"], mine, step)
