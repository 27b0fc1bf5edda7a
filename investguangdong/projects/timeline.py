"""The dates of a listing in their order: what was, and what is to come."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from investguangdong.core import clock
from investguangdong.projects.models import Project


@dataclass(frozen=True)
class Moment:
    day: date
    label: str
    is_past: bool


def moments(project: Project) -> list[Moment]:
    today = clock.today()
    dated = [
        (
            project.source_date if project.source_date_precision == "day" else None,
            _("Published by the source"),
        ),
        (local(project.published_at), _("Published here")),
        (project.verified_on, _("Facts checked")),
        (project.available_from, _("Site available")),
        (project.start_target, _("Start wanted")),
        (project.closes_on, _("Closing date")),
        (project.expires_on, _("To be checked again, or taken off the lists")),
        (local(project.closed_at), _("Closed")),
    ]
    found = [Moment(day, str(label), day <= today) for day, label in dated if day]
    return sorted(found, key=lambda moment: moment.day)


def local(at) -> date | None:
    return at.astimezone(clock.BUSINESS_ZONE).date() if at else None
