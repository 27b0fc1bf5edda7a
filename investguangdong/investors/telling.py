"""What a mandate says, in the reader's words: as a summary, and field by field as it changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from investguangdong.audit.models import AuditEntry
from investguangdong.core import dates, money
from investguangdong.core.languages import best, current
from investguangdong.investors.amounts import in_words
from investguangdong.investors.choices import Mode, Stage, Strength, Weight, Wish
from investguangdong.investors.mandate_forms import STEPS
from investguangdong.investors.models import Mandate
from investguangdong.places.models import City, Cluster, Sector

VERBS = {
    "mandate.start": gettext_lazy("Started"),
    "mandate.copy": gettext_lazy("Copied from another mandate"),
    "mandate.change": gettext_lazy("Changed"),
    "mandate.confirm": gettext_lazy("Confirmed as still right"),
    "mandate.move": gettext_lazy("Moved to another state"),
    "mandate.pause": gettext_lazy("Paused, as nobody confirmed it"),
}
LABELS = {
    **{name: field.label for step in STEPS for name, field in step.base_fields.items()},
    "sectors": gettext_lazy("Sectors wanted"),
    "state": gettext_lazy("State"),
    "musts": gettext_lazy("Must hold"),
    "indifferent": gettext_lazy("Does not matter"),
    "sectors_excluded": gettext_lazy("Sectors never shown"),
    "ticket_min": gettext_lazy("Investment from"),
    "ticket_max": gettext_lazy("Investment up to"),
    "last_confirmed_on": gettext_lazy("Last confirmed"),
    "from": gettext_lazy("Copied from"),
}
PLACED = {
    "sectors": Sector, "sectors_excluded": Sector, "clusters": Cluster, "cities": City, "cities_excluded": City,
}  # fmt: skip
# What only the province's desk writes and reads.
NOT_TOLD = frozenset({"province_note"})
UNITS = {
    "land_min": gettext_lazy("at least %s ha of land"),
    "land_max": gettext_lazy("at most %s ha of land"),
    "power_min": gettext_lazy("%s MW"),
    "floor_min": gettext_lazy("%s m² of floor"),
    "green_power_min": gettext_lazy("%s%% of the electricity green"),
    "water_min": gettext_lazy("%s t of water a day"),
    "port_km_max": gettext_lazy("a port within %s km"),
    "airport_km_max": gettext_lazy("an airport within %s km"),
}
NONE_NEEDED = {
    "land_min": gettext_lazy("no land"),
    "power_min": pgettext_lazy("of electricity", "no more than the usual supply"),
}


@dataclass(frozen=True)
class Line:
    """One wish. `text` is empty where nothing is said; `strength` is empty where there is no choice."""

    label: str
    text: str
    strength: str = ""
    is_never: bool = False

    @property
    def strength_label(self) -> str:
        return Strength(self.strength).label if self.strength else ""


def summary(mandate: Mandate) -> list[Line]:
    """What is said and what is not, in the order of the steps; reads the prefetch of `with_facts()`."""
    wishes = [
        (Wish.SECTOR, _("Sectors"), sectors_in_words(mandate)),
        (Wish.AMOUNT, _("Amount"), amount_in_words(mandate)),
        (Wish.MODE, _("Form of co-operation"), listed(Mode(mode).label for mode in mandate.modes)),
        (Wish.PLACE, _("Cities"), named(mandate.cities.all())),
        (Wish.SITE, _("Site"), listed(site_in_words(mandate))),
        (Wish.TIME, _("Start"), span(mandate.start_from, mandate.start_to)),
    ]
    return [
        *(Line(label, text, strength_of(mandate, wish, text)) for wish, label, text in wishes),
        *(Line(label, text, is_never=True) for label, text in nevers(mandate) if text),
    ]


def strength_of(mandate: Mandate, wish: Wish, text: str) -> str:
    if wish in mandate.indifferent:
        return Strength.ANY
    if wish in mandate.musts:
        return Strength.MUST
    return Strength.GOOD if text else ""


def nevers(mandate: Mandate) -> list[tuple[str, str]]:
    stage = Stage(mandate.stage_min).label if mandate.stage_min else ""
    return [
        (_("Never these sectors"), named(mandate.sectors_excluded.all())),
        (_("Never these forms"), listed(Mode(mode).label for mode in mandate.modes_never)),
        (_("Never these cities"), named(mandate.cities_excluded.all())),
        (_("Never earlier than"), str(stage)),
        (_("Never a readiness below"), "" if mandate.readiness_min is None else str(mandate.readiness_min)),
    ]


def listed(words) -> str:
    return ("、" if current().startswith("zh") else ", ").join(str(word) for word in words)


def named(rows) -> str:
    return listed(best(row, "name").text for row in rows)


def sectors_in_words(mandate: Mandate) -> str:
    rows = sorted(mandate.sector_rows.all(), key=lambda row: -row.weight)
    return listed(
        [
            *(best(row.sector, "name").text for row in rows),
            *(best(one, "name").text for one in mandate.clusters.all()),
        ]
    )


def amount_in_words(mandate: Mandate) -> str:
    low, high, currency = mandate.ticket_min, mandate.ticket_max, mandate.currency
    if low is not None and high is None:
        return _("from %(amount)s") % {"amount": in_words(low, None, currency)}
    if low is None and high is not None:
        return _("up to %(amount)s") % {"amount": in_words(None, high, currency)}
    return in_words(low, high, currency)


def span(first: date | None, last: date | None) -> str:
    language = current()
    if first and last:
        return f"{dates.day(first, language)} – {dates.day(last, language)}"
    if first:
        return _("not before %(day)s") % {"day": dates.day(first, language)}
    return _("not after %(day)s") % {"day": dates.day(last, language)} if last else ""


def site_in_words(mandate: Mandate) -> Iterator[str]:
    language = current()
    said = {name: getattr(mandate, name) for name in UNITS}
    if said["land_min"] and said["land_max"]:
        ends = (money.number(said.pop(name), language) for name in ("land_min", "land_max"))
        yield _("%(range)s ha of land") % {"range": "–".join(ends)}
    for name, value in said.items():
        if value == 0 and name in NONE_NEEDED:
            yield str(NONE_NEEDED[name])
        elif value is not None:
            yield UNITS[name] % money.number(Decimal(value), language)


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    at: object
    who: str
    what: str
    changes: list[Change]


def history(mandate: Mandate, *, reader) -> list[Entry]:
    """Every act on the mandate, newest first. Colleagues by name; whoever else acted, as "an officer"."""
    rows = AuditEntry.objects.about(mandate).filter(verb__in=VERBS).select_related("by").order_by("-id")
    colleagues = set(mandate.organisation.memberships.values_list("user_id", flat=True))
    names = Names(mandate.currency)
    return [
        Entry(row.at, who(row, colleagues, reader), str(VERBS[row.verb]), list(names.changes(row.changes)))
        for row in rows
    ]


def who(row: AuditEntry, colleagues: set[int], reader) -> str:
    if row.by_id is None:
        return _("the portal")
    if row.by_id == reader.pk:
        return _("you")
    if row.by_id not in colleagues:
        return _("an officer")
    return row.by.get_full_name() if row.by else _("a former colleague")


class Names:
    """Stored values in words; the names of places and sectors are read once."""

    def __init__(self, currency: str):
        self.currency = currency
        self.read: dict[type, dict[str, str]] = {}

    def changes(self, stored: dict) -> Iterator[Change]:
        for name, pair in stored.items():
            if name not in LABELS or name in NOT_TOLD or not isinstance(pair, dict):
                continue
            if "private" in pair:
                yield Change(str(LABELS[name]), "", _("changed; the words themselves are not kept here"))
            else:
                yield Change(str(LABELS[name]), *(self.told(name, pair.get(end)) for end in ("old", "new")))

    def told(self, name: str, value) -> str:
        if value in (None, "", [], {}):
            return _("not said")
        if name in PLACED:
            return self.places(PLACED[name], value)
        if name in ("ticket_min", "ticket_max"):
            return self.amount(value)
        choices = dict(choices_of(name))
        if isinstance(value, list):
            return listed(choices.get(one, one) for one in value)
        return str(choices.get(value, shown(value)))

    def places(self, model, slugs) -> str:
        if model not in self.read:
            self.read[model] = {row.slug: best(row, "name").text for row in model.objects.all()}
        known = self.read[model]
        if isinstance(slugs, dict):
            core = [known.get(slug, slug) for slug, weight in slugs.items() if weight == Weight.CORE]
            also = [known.get(slug, slug) for slug, weight in slugs.items() if weight != Weight.CORE]
            return listed([*core, *also])
        return listed(known.get(slug, slug) for slug in slugs)

    def amount(self, value) -> str:
        try:
            return money.compact(Decimal(str(value)), self.currency, current())
        except InvalidOperation:
            return str(value)


def choices_of(name: str):
    if name == "from":
        return []
    field = Mandate._meta.get_field(name)
    base = getattr(field, "base_field", field)
    return base.choices or []


def shown(value) -> str:
    """A date as people write it; anything else as it is."""
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return dates.day(date.fromisoformat(value), current())
    return str(value)
