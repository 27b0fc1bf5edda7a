"""A spreadsheet or CSV file as rows of text, read without trust: size, rows, columns, encodings, formulas."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 5000
MOST_COLUMNS = 150
FORMULA = "\x00formula"


class BadFile(Exception):
    """The file cannot be read at all; the message says what to do."""


@dataclass
class Row:
    """`number` is the row in the file, from 1; `cells` by position."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    headers: list[str]
    rows: list[Row] = field(default_factory=list)

    def letter(self, position: int) -> str:
        """The column as a spreadsheet names it."""
        return get_column_letter(position + 1)


def read(content: bytes, name: str) -> Sheet:
    if len(content) > MOST_BYTES:
        raise BadFile(_("The file is larger than 5 MB. Split it into several."))
    if not content.strip():
        raise BadFile(_("The file is empty."))
    is_workbook = content[:4] == b"PK\x03\x04"
    if name.lower().endswith((".xlsx", ".xlsm")) != is_workbook:
        raise BadFile(_("The name and the content of the file do not agree. Save it as .xlsx or as .csv."))
    return sheet_of(from_workbook(content) if is_workbook else from_csv(content))


def sheet_of(lines: Iterator[tuple[int, list[str]]]) -> Sheet:
    """The first line with text is the header; lines that begin with # are for people."""
    sheet = None
    for number, cells in lines:
        if not any(cells) or cells[0].startswith("#"):
            continue
        if len(cells) > MOST_COLUMNS:
            raise BadFile(
                _("The table has more than 150 columns. Delete those that are not in the template.")
            )
        if sheet is None:
            sheet = Sheet([cell.strip() for cell in cells])
            continue
        if len(sheet.rows) == MOST_ROWS:
            raise BadFile(_("The table has more than 5,000 rows. Split it into several files."))
        sheet.rows.append(Row(number, cells))
    if sheet is None or not sheet.rows:
        raise BadFile(_("The table has no rows under its header."))
    return sheet


def from_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decoded(content)
    if "\x00" in text:
        raise BadFile(_("The file holds characters that are not text. Save it as CSV, UTF-8."))
    first = text.splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield (
                reader.line_num,
                [FORMULA if cell.startswith(("=", "@")) else cell.strip() for cell in cells],
            )
    except csv.Error as error:
        raise BadFile(
            _("Line %(line)s is not proper CSV: look for a quotation mark that is not closed.")
            % {"line": reader.line_num}
        ) from error


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else GB18030, as spreadsheets in China save."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(_("The text is neither UTF-8 nor GB18030. Save the file as CSV, UTF-8."))


def from_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet. What a cell computes is not read: a formula is a mistake that names its cell."""
    refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS + 1)
        for number, cells in enumerate(rows, start=1):
            if number > MOST_ROWS * 2:
                break
            yield number, trimmed([text_of(cell) for cell in cells])
    except (InvalidFileException, KeyError, ValueError, IndexError, zipfile.BadZipFile, SyntaxError) as error:
        raise BadFile(_("This is not a spreadsheet that can be read. Save it again as .xlsx.")) from error


def refuse_bomb(content: bytes) -> None:
    """Before anything is unpacked into memory: how large it would be, and no document types in its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BadFile(_("The spreadsheet unpacks to more than 60 MB. Keep only the rows to import."))
            for part in parts:
                with archive.open(part) as file:
                    if b"<!DOCTYPE" in file.read(4096).upper():
                        raise BadFile(
                            _("This is not a spreadsheet that can be read. Save it again as .xlsx.")
                        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadFile(_("This is not a spreadsheet that can be read. Save it again as .xlsx.")) from error


def trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def text_of(cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
