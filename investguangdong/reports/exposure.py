"""The monthly report on exposure: whether the lists of investors give each city its share. Plain values in one
language; the PDF and the spreadsheet are made of the same."""

import io
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import art, clock, dates
from investguangdong.core.languages import HTML_LANG, with_language
from investguangdong.matching import exposure
from investguangdong.matching.fairness import FEWEST_SLOTS, LEAST, MOST, CityShare, Fairness
from investguangdong.reports import pdf

UNKNOWN = "—"
MONTHS = 12


@dataclass(frozen=True)
class Month:
    """What the report is about; `code` is `2026-11`."""

    code: str

    @property
    def first_day(self) -> date:
        return date.fromisoformat(f"{self.code}-01")


def find(code: str, user) -> Month | None:
    """For who sees the whole province, and months that were recorded."""
    if not scope_of(user).everywhere:
        return None
    return Month(code) if code in codes() else None


def codes() -> list[str]:
    """Of the months on record, newest first."""
    return [f"{month:%Y-%m}" for month in exposure.months()]


def latest_code() -> str:
    return next(iter(codes()), "")


def collect(month: Month, language: str) -> dict:
    with with_language(language):
        told, as_of = exposure.of_month(month.first_day), exposure.as_of(month.first_day)
        names = {"": _("Whole province"), **exposure.names(language)}
        rows = [row_of(one, names) for one in told.cities]
        trend = [trend_row(first, fair) for first, fair in exposure.recent(MONTHS).items()]
        return {
            **pdf.typeface(language),
            "title": _("Exposure by city"),
            "month": date_format(month.first_day, "YEAR_MONTH_FORMAT"),
            "code": month.code,
            "publisher": "Invest Guangdong",
            "mark": art.mark(),
            "date": dates.day(clock.today(), language),
            "html_lang": HTML_LANG[language],
            "page_word": _("Page"),
            "lead": lead(told),
            "as_of": _("As of %(when)s. %(rows)s rows.")
            % {
                "when": dates.moment(as_of, language),
                "rows": len(rows),
            },
            "facts": facts(told),
            "sections": [cities_section(rows), trend_section(trend)],
            "notes": {"heading": _("How it is counted"), "rows": notes()},
        }


def lead(told: Fairness) -> str:
    return _("%(within)s of %(judged)s cities lie between %(least)s and %(most)s.") % {
        "within": told.within,
        "judged": told.judged,
        "least": f"{LEAST:g}",
        "most": f"{MOST:g}",
    }


def facts(told: Fairness) -> list[dict]:
    values = [
        (_("Open projects"), str(told.listings)),
        (_("Places in lists"), str(told.slots)),
        (_("Outside the Delta"), figure(told.outside)),
        (_("Gini"), figure(told.gini)),
    ]
    return [{"label": label, "value": value} for label, value in values]


def figure(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.2f}"


def per_cent(value: float) -> str:
    return f"{100 * value:.1f} %"


def row_of(one: CityShare, names: dict[str, str]) -> list:
    """Name, then numbers as numbers; the exposure is None where there is nothing to say."""
    count = one.count
    return [
        *(names[count.slug], count.listings, one.listing_share, count.slots, one.slot_share, one.exposure),
        *(count.lifted, count.shown, count.opened),
    ]


def columns() -> list[str]:
    return [
        *(_("City"), _("Open projects"), _("Share"), _("Places in lists"), _("Share"), _("Exposure")),
        *(_("Of these lifted"), _("Shown"), _("Opened")),
    ]


def cities_section(rows: list[list]) -> dict:
    printed = [
        [
            *(row[0], str(row[1]), per_cent(row[2]), str(row[3]), per_cent(row[4]), figure(row[5])),
            *(str(value) for value in row[6:]),
        ]
        for row in rows
    ]
    return {"heading": _("Cities"), "columns": columns(), "rows": printed, "numbers": rows}


def trend_row(first: date, told: Fairness) -> list:
    return [f"{first:%Y-%m}", told.listings, told.slots, told.outside, told.gini, told.within, told.judged]


def trend_section(rows: list[list]) -> dict:
    headings = [
        *(_("Month"), _("Open projects"), _("Places in lists"), _("Outside the Delta"), _("Gini")),
        *(_("Cities within the target"), _("Cities judged")),
    ]
    printed = [
        [row[0], str(row[1]), str(row[2]), figure(row[3]), figure(row[4]), str(row[5]), str(row[6])]
        for row in rows
    ]
    return {"heading": _("Month by month"), "columns": headings, "rows": printed, "numbers": rows}


def notes() -> list[str]:
    return [
        _(
            "Exposure: share of all places in the first ten of investors’ lists, divided by share of all open "
            "projects. One is parity; the target is %(least)s to %(most)s."
        )
        % {"least": f"{LEAST:g}", "most": f"{MOST:g}"},
        _(
            "Gini: 0 where a project has the same chance of a place whatever its city; towards 1 the more uneven."
        ),
        _(
            "Lifted: brought into the ten by the floor for listings outside the Pearl River Delta. Shown: once a "
            "mandate, project and day."
        ),
        _("With fewer than %(fewest)s places in all lists nothing is said.") % {"fewest": FEWEST_SLOTS},
    ]


def render(data: dict) -> bytes:
    return pdf.render("exposure", data)


def render_spreadsheet(data: dict) -> bytes:
    """A sheet a table, numbers as numbers, and a sheet that says how they are counted."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for section in data["sections"]:
            sheet = book.add_worksheet(section["heading"][:31])
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 24)
            sheet.write_row(0, 0, section["columns"], bold)
            for at, row in enumerate(section["numbers"], start=1):
                sheet.write_row(at, 0, [UNKNOWN if value is None else value for value in row])
        sheet = book.add_worksheet(data["notes"]["heading"][:31])
        sheet.set_column(0, 0, 100)
        lines = [data["title"], data["month"], data["as_of"], *data["notes"]["rows"], data["hash_line"]]
        sheet.write_column(0, 0, lines)
    return file.getvalue()
