"""A listing as plain values: what is kept at each publication, what a proposal holds, what differs between two
states of one listing. JSON holds codes and exact decimals; words are made when somebody reads."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from django.db.models import DecimalField, ForeignKey
from django.utils.translation import gettext as _

from investguangdong.core import money
from investguangdong.core.actions import fill_traditional
from investguangdong.core.languages import LANGUAGES, NAMES, best, column, current
from investguangdong.projects.facts import dated, plain, yes_no
from investguangdong.projects.models import Project
from investguangdong.projects.translation import TEXTS

TEXT_COLUMNS = {column(name, code): (name, code) for name in TEXTS for code in LANGUAGES}
MONEY = ("total_min", "total_max", "sought_min", "sought_max", "secured", "min_ticket")
YUAN = ("output_cny", "land_price")
# What an investor decides on: a city officer's change of it waits for a second person once it is public.
MATERIAL = (
    *TEXT_COLUMNS,
    *("kind", "stage", "primary_sector", "cluster", "city", "zone", "place_note", "lat", "lon", "precision"),
    *("currency", *MONEY, "amount_missing", "equity_min", "equity_max", "irr_min", "irr_max"),
    *("horizon_years", "modes", "land_min", "land_max", "floor_m2", "tenure", "tenure_years", "land_price"),
    *("plot_ratio_min", "plot_ratio_max", "power_mw", "power_kv", "green_power", "water_t_day"),
    *("has_gas", "has_steam", "port_km", "airport_km", "rail_km", "motorway_km", "available_from"),
    *("start_target", "closes_on", "jobs", "output_cny", "source_url", "source_body", "source_date"),
    *("to_be_confirmed", "is_sample"),
)
# Who answers and how long it is shown: goes out at once.
AT_ONCE = ("officer", "deputy", "in_negotiation", "verified_on", "verified_by", "expires_on")
LISTS = ("sectors", "policies")
COLUMNS = (*MATERIAL, *AT_ONCE)
TOKENS = re.compile(r"\s+|[^\W\u3400-\u9fff]+|.", re.DOTALL)
MOST_TOKENS = 4000


def encoded(name: str, value):
    """One value as JSON keeps it; relations by their key."""
    field = Project._meta.get_field(name)
    if isinstance(field, ForeignKey):
        return getattr(value, "pk", value)
    if isinstance(field, DecimalField) and value is not None:
        return str(Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, list | tuple) else value


def decoded(name: str, raw):
    """The value a column takes; the key for a relation."""
    field = Project._meta.get_field(name)
    return (field.target_field if isinstance(field, ForeignKey) else field).to_python(raw)


def value_of(project: Project, name: str):
    return encoded(name, getattr(project, Project._meta.get_field(name).attname))


def snapshot(project: Project) -> dict:
    """Every public field, lossless. Lists by slug."""
    kept = {name: value_of(project, name) for name in COLUMNS}
    return kept | {name: slugs(getattr(project, name).all()) for name in LISTS} | {"papers": papers(project)}


def slugs(rows) -> list[str]:
    return sorted(row.slug for row in rows)


def papers(project: Project) -> dict[str, str]:
    return {paper.kind: paper.state for paper in project.evidence.all()}


def with_values(project: Project, values: Mapping) -> Project:
    """A copy of the row with some columns set anew, never saved. Traditional text follows the Simplified."""
    draft = copy(project)
    for name, raw in values.items():
        if name in COLUMNS:
            setattr(draft, Project._meta.get_field(name).attname, decoded(name, raw))
    simplified = [name for name in TEXTS if column(name, "zh-hans") in values]
    fill_traditional(draft, [name for name in simplified if column(name, "zh-hant") not in values])
    return draft


def is_same(name: str, one, other) -> bool:
    """Text that is not there is written as "" or as NULL: both mean the same."""
    empty = (None, "")
    return one == other or (name in TEXT_COLUMNS and one in empty and other in empty)


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    line: str
    label: str
    language: str
    old: str
    new: str

    @property
    def language_name(self) -> str:
        return NAMES.get(self.language, "")

    @property
    def pieces(self) -> list[Piece]:
        return word_by_word(self.old, self.new)


def differences(before: Project, after: Project, names: Iterable[str] = COLUMNS) -> list[Difference]:
    """Field by field, in the order of the form, in the words of the page's language."""
    return [
        Difference(name, label_of(name), language_of(name), in_words(before, name), in_words(after, name))
        for name in names
        if not is_same(name, value_of(before, name), value_of(after, name))
    ]


def list_difference(name: str, old: list[str], new: list[str]) -> list[Difference]:
    if sorted(old) == sorted(new):
        return []
    return [Difference(name, label_of(name), "", ", ".join(sorted(old)), ", ".join(sorted(new)))]


def label_of(name: str) -> str:
    """A column, a list or `evidence:kind` in words; without the language."""
    return str(Project._meta.get_field(TEXT_COLUMNS.get(name, (name,))[0]).verbose_name)


def language_of(name: str) -> str:
    return TEXT_COLUMNS[name][1] if name in TEXT_COLUMNS else ""


def in_words(project: Project, name: str) -> str:
    field = Project._meta.get_field(name)
    value = getattr(project, name)
    if value is None or value == "":
        return ""
    if isinstance(field, ForeignKey):
        return best(value, "name").text if hasattr(value, "name_en") else str(value)
    if field.choices:
        return str(getattr(project, f"get_{name}_display")())
    return number_or_text(project, name, value)


def number_or_text(project: Project, name: str, value) -> str:
    if name == "modes":
        return ", ".join(str(label) for label in project.mode_labels)
    if name in MONEY:
        return money.full(value, project.currency, current())
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, date):
        return dated(value)
    return value if isinstance(value, str) else plain(value)


def word_by_word(old: str, new: str) -> list[Piece]:
    """Latin text by words, Chinese by characters; a text that is too long, whole."""
    a, b = TOKENS.findall(old), TOKENS.findall(new)
    if len(a) + len(b) > MOST_TOKENS:
        return [Piece("went", old), Piece("came", new)]
    pieces = []
    for kind, low, high, start, end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("stayed", "".join(a[low:high])))
            continue
        pieces += [
            Piece(name, text)
            for name, text in (("went", "".join(a[low:high])), ("came", "".join(b[start:end])))
            if text
        ]
    return pieces


def one_sided(found: list[Difference], draft: Project) -> list[str]:
    """Where a text was changed in some languages and left alone in another that has it: a sentence each."""
    told = []
    for name in TEXTS:
        changed = {
            one.language for one in found if one.line in TEXT_COLUMNS and TEXT_COLUMNS[one.line][0] == name
        }
        left = [
            NAMES[code]
            for code in LANGUAGES
            if changed and code not in changed and getattr(draft, column(name, code))
        ]
        if left:
            told.append(
                _("%(field)s: changed, but not in %(languages)s.")
                % {"field": label_of(name).capitalize(), "languages": ", ".join(left)}
            )
    return told
