"""The columns of an import: the field's name, its words in English and Chinese, and what a cell may hold."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    DecimalField,
    ForeignKey,
    PositiveIntegerField,
    PositiveSmallIntegerField,
)
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from investguangdong.accounts.models import User
from investguangdong.core.languages import NAMES
from investguangdong.places.models import City, Cluster, Policy, Sector, Zone
from investguangdong.projects import versions
from investguangdong.projects.models import Mode, Project

KEYS = ("code", "source_id")
NAMED = ("officer", "deputy")
COLUMNS = (*KEYS, *versions.MATERIAL, *versions.LISTS, *NAMED)
REQUIRED = ("kind", "title_zh_hans")
CLEAR = "-"
YES = {"yes", "true", "1", "y", "是", "有", "sim"}
NO = {"no", "false", "0", "n", "否", "无", "無", "não"}
GROUPED = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
TABLES = {"city": City, "zone": Zone, "cluster": Cluster, "primary_sector": Sector}


class Wrong(Exception):
    """A cell that cannot be taken; the message is one sentence."""


def heading(name: str) -> str:
    """The words of a column in the active language."""
    code = versions.language_of(name)
    label = capfirst(versions.label_of(name))
    return f"{label} ({NAMES[code]})" if code else label


def plain(text: str) -> str:
    return re.sub(r"[\s()*:]+", "", unicodedata.normalize("NFKC", text)).casefold()


def by_heading() -> dict[str, str]:
    """Every way to name a column: the field itself, or its words in English or Chinese."""
    known = {}
    for language in ("en", "zh-hans"):
        with override(language):
            known |= {plain(heading(name)): name for name in COLUMNS}
    return known | {plain(name): name for name in COLUMNS}


@dataclass
class Reader:
    """Cells into values; reference rows are read once for any number of rows."""

    @cached_property
    def rows(self) -> dict[str, dict]:
        return {name: self._by_words(model) for name, model in TABLES.items()}

    @cached_property
    def lists(self) -> dict[str, dict]:
        return {"sectors": self.rows["primary_sector"], "policies": self._by_words(Policy)}

    @cached_property
    def officers(self) -> dict[str, User]:
        return {user.email.casefold(): user for user in User.objects.officers()}

    @staticmethod
    def _by_words(model) -> dict:
        """By slug, and by name in English and Chinese."""
        found = {}
        for row in model.objects.all():
            names = [
                getattr(row, f"{field}_{code}", "")
                for field in ("name", "title")
                for code in ("en", "zh_hans")
            ]
            found |= {plain(text): row for text in (row.slug, *names) if text}
        return found

    def value(self, name: str, text: str):
        """What the column takes. Raises `Wrong`."""
        if text == CLEAR:
            return [] if name in (*versions.LISTS, "modes") else empty(name)
        if name in TABLES:
            return self._known(self.rows[name], text)
        if name in versions.LISTS:
            return [self._known(self.lists[name], part) for part in parts(text)]
        if name in NAMED:
            return self._officer(text)
        if name == "modes":
            return [choice(Mode.choices, part) for part in parts(text)]
        return simple(name, text)

    def _known(self, rows: dict, text: str):
        if plain(text) not in rows:
            raise Wrong(
                _("“%(text)s” is not known. Use a value of the sheet “Allowed values”.") % {"text": text[:60]}
            )
        return rows[plain(text)]

    def _officer(self, text: str) -> User:
        if text.casefold() not in self.officers:
            raise Wrong(_("No officer has the address “%(text)s”.") % {"text": text[:60]})
        return self.officers[text.casefold()]


def parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;；、\n]", text) if part.strip()]


def empty(name: str):
    field = Project._meta.get_field(name)
    return None if field.null and name not in versions.TEXT_COLUMNS else ""


def choice(choices, text: str) -> str:
    """By its value, or by its words in English or Chinese."""
    wanted = plain(text)
    for language in ("en", "zh-hans"):
        with override(language):
            for value, label in choices:
                if wanted in (plain(str(value)), plain(str(label))):
                    return value
    values = ", ".join(str(value) for value, _label in choices)
    raise Wrong(_("“%(text)s” is not one of: %(values)s.") % {"text": text[:60], "values": values})


def simple(name: str, text: str):
    field = Project._meta.get_field(name)
    if field.choices:
        return choice(field.choices, text)
    if isinstance(field, BooleanField):
        return truth(text)
    if isinstance(field, DecimalField | PositiveIntegerField | PositiveSmallIntegerField):
        text = text.replace(",", "") if GROUPED.match(text) else text
    try:
        return field.clean(text, None)
    except ValidationError as error:
        raise Wrong(" ".join(error.messages)) from error


def truth(text: str) -> bool:
    word = text.strip().casefold()
    if word not in YES | NO:
        raise Wrong(_("Write yes or no; leave the cell empty where it is not known."))
    return word in YES


def allowed(name: str) -> str:
    """What a cell may hold, for the second sheet of the template."""
    field = Project._meta.get_field(name)
    if name == "modes":
        return "; ".join(Mode.values)
    if field.choices:
        return ", ".join(str(value) for value, _label in field.choices)
    if isinstance(field, BooleanField):
        return "yes, no"
    if name in TABLES or name in versions.LISTS:
        model = TABLES.get(name) or {"sectors": Sector, "policies": Policy}[name]
        return ", ".join(model.objects.order_by("slug").values_list("slug", flat=True)[:400])
    if isinstance(field, ForeignKey):
        return "name@example.com"
    return {"DateField": "2026-12-31", "DecimalField": "1234.50"}.get(field.get_internal_type(), "")
