"""Figures as the lines of a fact sheet: grouped, named, written out, newest first within one name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from investguangdong.core.languages import current
from investguangdong.places.indicators import INDICATORS, Block, written
from investguangdong.places.models import Figure

# How the files write a time, and how we say it. What fits none is shown as it was published.
TIMES = (
    (re.compile(r"^from (?P<start>[\d-]+)$"), lambda: _("from %(start)s")),
    (re.compile(r"^(?P<year>\d{4}) year end$"), lambda: _("end of %(year)s")),
    (re.compile(r"^(?P<start>[\d-]+) to (?P<end>[\d-]+)$"), lambda: _("%(start)s to %(end)s")),
    (re.compile(r"^in use (?P<years>[\d-]+)$"), lambda: _("in use %(years)s")),
    (re.compile(r"^current$"), lambda: _("current")),
    (re.compile(r"^undated$"), lambda: _("undated")),
)


def when(text: str) -> str:
    """`from 2025-03-01` in the active language."""
    for pattern, sentence in TIMES:
        if found := pattern.match(text):
            return sentence() % found.groupdict()
    return text


@dataclass(frozen=True)
class Line:
    figure: Figure
    label: str
    value: str
    when: str


def line(figure: Figure) -> Line:
    value = written(figure.indicator, figure.value, figure.value_text, current())
    return Line(figure, str(INDICATORS[figure.indicator].label), value, when(figure.year_or_date))


@dataclass(frozen=True)
class Section:
    """One block of the sheet. `lines` are the newest figures, of every source; `earlier` the older ones."""

    title: str
    lines: list[Line]
    earlier: list[Line]


def sections(figures: Iterable[Figure]) -> list[Section]:
    """Every figure that has a name, in the order of the indicators; blocks without figures are left out."""
    order = list(INDICATORS)
    known = [figure for figure in figures if figure.indicator in INDICATORS]
    known.sort(key=lambda figure: (order.index(figure.indicator), -(figure.year or 0)))
    latest = {}
    for figure in known:
        latest.setdefault(figure.indicator, figure.year)
    found = {block: Section(str(block.label), [], []) for block in Block}
    for figure in known:
        section = found[INDICATORS[figure.indicator].block]
        is_latest = figure.year == latest[figure.indicator]
        (section.lines if is_latest else section.earlier).append(line(figure))
    return [section for section in found.values() if section.lines]


def newest(figures: Iterable[Figure], *indicators: str) -> Line | None:
    """The newest figure for whole years of the first indicator that has one; the surer source goes first."""
    for indicator in indicators:
        named = [f for f in figures if f.indicator == indicator and f.value is not None]
        if named:
            return line(max(named, key=_rank))
    return None


def newest_of_each(figures: Iterable[Figure]) -> list[Figure]:
    """One figure for each place and indicator, by the same rule, in the order of the file."""
    best: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        key = (figure.place_code, figure.indicator)
        if key not in best or _rank(figure) > _rank(best[key]):
            best[key] = figure
    return sorted(best.values(), key=lambda figure: figure.position)


def _rank(figure: Figure) -> tuple:
    """A whole year goes before a part of one: eleven months beside a full year would mislead."""
    return (is_whole_year(figure.year_or_date), figure.year or 0, not figure.needs_check)


def is_whole_year(text: str) -> bool:
    """Neither a part of a year, nor a forecast, nor a year that the source does not name."""
    return re.fullmatch(r"\d{4}( year end)?|from [\d-]+", text) is not None
