"""Filters of the track record."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from investguangdong.places.forms import NamedFilter, any_of
from investguangdong.projects.models import RecordKind


class RecordFilter(NamedFilter):
    """By what happened, where, in which sector and in which year the source is of."""

    kind = any_of(_("What happened"), RecordKind.choices)
    sector = any_of(_("Sector"), [])
    city = any_of(_("City"), [])
    year = any_of(_("Year of the source"), [])
    lookups = {"sector": "sectors__slug", "city": "city__slug", "year": "source_date__year"}

    def __init__(self, *args, years: Iterable[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("All")), *((str(year), str(year)) for year in years)]
