"""Tables as CSV that a spreadsheet reads but cannot run."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from investguangdong.projects.feeds import safe


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """With a byte order mark, so that Excel reads Chinese. None is an empty cell: not known."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    writer = csv.writer(response)
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return response
