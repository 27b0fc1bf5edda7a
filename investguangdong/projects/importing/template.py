"""The file officers fill in: one sheet for the listings, one with what each column may hold. The first row names
the fields; the rows under it, which begin with #, say the same in English and Chinese and are not read."""

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from investguangdong.projects.importing.columns import COLUMNS, REQUIRED, allowed, heading

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def headings() -> list[list[str]]:
    rows = [list(COLUMNS)]
    for language in ("en", "zh-hans"):
        with override(language):
            words = [heading(name) for name in COLUMNS]
        rows.append([f"# {words[0]}", *words[1:]])
    return rows


def as_csv() -> bytes:
    """With the mark that tells spreadsheet programs it is UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(headings())
    return text.getvalue().encode("utf-8-sig")


def as_workbook() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        listings = book.add_worksheet("Listings 项目")
        for row, words in enumerate(headings()):
            listings.write_row(row, 0, words, bold if row == 0 else None)
        listings.freeze_panes(3, 2)
        listings.set_column(0, len(COLUMNS) - 1, 18)
        fill_values(book.add_worksheet("Allowed values 可填内容"), bold)
    return content.getvalue()


def fill_values(sheet, bold) -> None:
    sheet.write_row(0, 0, ["field", "English", "中文", "needed", "allowed values"], bold)
    words = headings()
    for row, name in enumerate(COLUMNS, start=1):
        needed = _("for a new listing") if name in REQUIRED else ""
        sheet.write_row(row, 0, [name, *(line[row - 1].removeprefix("# ") for line in words[1:]), needed])
        sheet.write_string(row, 4, allowed(name)[:32000])
    sheet.set_column(0, 3, 28)
    sheet.set_column(4, 4, 90)
