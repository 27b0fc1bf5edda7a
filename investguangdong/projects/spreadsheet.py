"""Tables as CSV that a spreadsheet reads but cannot run."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import HttpResponse

from investguangdong.projects.feeds import safe


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """With a byte order mark, so that Excel reads Chinese. None is an empty cell: not known."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    writer = csv.writer(response)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return response


def _cell(value) -> str:
    """A number as a number, without the zeros a column of the database adds; text that no sheet would run."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else safe(value)
