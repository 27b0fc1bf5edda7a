"""Rows of the list as HTML. Rendering is most of what a list page costs, so a row is rendered once and kept in
this process by what it shows: the listing's version, the language, the day, whether the visitor has saved it.

A row is kept in pieces around its title and summary, so that the words of a search can be marked in them."""

import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from investguangdong.core import art, clock, versions
from investguangdong.core.languages import Text, best, current
from investguangdong.places.rates import convert
from investguangdong.projects import facts
from investguangdong.projects.models import Project
from investguangdong.projects.searching import highlight

TITLE, SUMMARY = "\ue000", "\ue001"  # where the marked texts go; no font and no text has these
LONGEST = {"en": 170, "pt": 170, "zh-hans": 80, "zh-hant": 80}  # of a summary, so that a page has one weight
MOST = 6000  # rows kept, about 1.5 KB each
BREAK_BETWEEN_TAGS, BREAK = re.compile(r">\s*\n\s*<"), re.compile(r"\s*\n\s*")
MILLION = Decimal(1_000_000)
TEMPLATES = {"cards": "projects/_row.html", "table": "projects/_table_row.html"}


@dataclass(frozen=True)
class Exchange:
    """Amounts of a list in the currency the visitor chose, with the oldest day of the rates used."""

    currency: str
    rates: tuple[tuple[str, Decimal], ...] = ()
    on: date | None = None

    def amount(self, project: Project) -> str:
        rate = dict(self.rates).get(project.currency)
        low, high = project.amount_range
        if rate is None or (low, high) == (None, None) or project.currency == self.currency:
            return facts.fact_of(project, "sum").text
        ends = (None if end is None else end * rate for end in (low, high))
        return "≈ " + facts.money_span(*ends, self.currency)


OWN = Exchange("")  # every listing in its own currency


@dataclass(frozen=True)
class Row:
    pieces: tuple[SafeString, SafeString, SafeString]
    title: Text
    summary: Text
    plain: SafeString = SafeString("")

    def marked(self, text: str) -> SafeString:
        if not text:
            return self.plain
        title, summary = said(self.title, text), said(self.summary, text) if self.pieces[2] else ""
        return format_html("{}{}{}{}{}", self.pieces[0], title, self.pieces[1], summary, self.pieces[2])


class Key(NamedTuple):
    pk: int
    is_saved: bool
    state: tuple


_kept: OrderedDict[Key, Row] = OrderedDict()


def rows(briefs: list, *, view: str, saved, text: str = "", exchange: Exchange = OWN) -> list[SafeString]:
    """Each listing of a page (results.Brief is enough) as a row of the view, with the words of `text` marked."""
    place = (
        "table" if view == "table" else "cards",
        current(),
        clock.today(),
        versions.current("places"),
        exchange,
    )
    keys = [key_of(brief, place, brief.code in saved) for brief in briefs]
    found = {key: _kept[key] for key in keys if key in _kept}
    missing = {key.pk: key for key in keys if key not in found}
    for project in Project.objects.filter(pk__in=missing).with_card() if missing else ():
        key = missing[project.pk]
        found[key] = keep(key, rendered(project, place, key.is_saved))
    return [found[key].marked(text) for key in keys if key in found]


def key_of(brief, place: tuple, is_saved: bool) -> Key:
    state = (brief.version, brief.updated_at, brief.status, brief.verified_on)
    return Key(brief.pk, is_saved, (state, place))


def keep(key: Key, row: Row) -> Row:
    if settings.KEEP_SECONDS:
        _kept[key] = row
    if len(_kept) > MOST:
        _kept.popitem(last=False)
    return row


def rendered(project: Project, place: tuple, is_saved: bool) -> Row:
    view, language, _today, _version, exchange = place
    sector = project.primary_sector.slug if project.primary_sector else ""
    context = {
        "project": project,
        "is_saved": is_saved,
        "art": art.mosaic(project.code, sector, is_offered=project.is_listed),
        "amount": exchange.amount(project),
        "title": TITLE,
        "summary": SUMMARY,
    }
    html = close(get_template(TEMPLATES[view]).render(context))
    before, rest = html.split(TITLE)
    between, after = rest.split(SUMMARY) if SUMMARY in rest else (rest, "")
    return with_plain(
        pieces=(SafeString(before), SafeString(between), SafeString(after)),
        title=best(project, "title"),
        summary=shortened(best(project, "summary"), LONGEST[language]),
    )


def with_plain(pieces: tuple, title: Text, summary: Text) -> Row:
    """The row with what it is when nothing is marked: most pages show it so."""
    texts = (said(title, ""), said(summary, "") if pieces[2] else "")
    plain = format_html("{}{}{}{}{}", pieces[0], texts[0], pieces[1], texts[1], pieces[2])
    return Row(pieces, title, summary, plain)


def close(html: str) -> str:
    """Without the line breaks of the template: none between two tags, a space where there is text."""
    return BREAK.sub(" ", BREAK_BETWEEN_TAGS.sub("><", html.strip()))


def shortened(text: Text, longest: int) -> Text:
    """At most so many characters, cut between two words where there are words."""
    if len(text.text) <= longest:
        return text
    cut = text.text[:longest]
    return text._replace(
        text=(cut if text.language.startswith("zh") else cut.rpartition(" ")[0] or cut) + "…"
    )


def said(text: Text, query: str) -> SafeString:
    marked = highlight(text.text, query) if query else format_html("{}", text.text)
    return format_html('<span lang="{}">{}</span>', text.html_lang, marked) if text.is_fallback else marked


def exchange_for(projects: list[Project], currency: str) -> Exchange:
    """The rates that these listings need to be read in `currency`; none where none was chosen."""
    if not currency:
        return OWN
    found = {own: convert(MILLION, own, currency) for own in {one.currency for one in projects} - {currency}}
    known = {own: answer for own, answer in found.items() if answer}
    return Exchange(
        currency,
        tuple(sorted((own, amount / MILLION) for own, (amount, _day) in known.items())),
        min((day for _amount, day in known.values()), default=None),
    )
