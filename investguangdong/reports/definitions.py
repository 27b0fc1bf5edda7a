"""Every report of this site, by name: what it is about, who may see it, how it is built."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.projects.models import Project
from investguangdong.reports import brochure, exposure


@dataclass(frozen=True)
class Definition:
    """`find(code, user)` gives the row or None when that person may not see it; `collect(row, language)` gives the
    data as plain JSON values; `render(data)` gives the bytes of the file, whose kind is `suffix`; `page` is the
    template that says how far it is."""

    name: str
    label: str
    is_public: bool
    find: Callable[[str, object], models.Model | exposure.Month | None]
    collect: Callable[[models.Model, str], dict]
    render: Callable[[dict], bytes]
    suffix: str = "pdf"
    page: str = "reports/run.html"


def find_project(code: str, user) -> Project | None:
    return Project.objects.visible_to(user).with_detail().filter(code=code).first()


BROCHURE = Definition(
    name="brochure",
    label=_("Project brochure"),
    is_public=True,
    find=find_project,
    collect=brochure.collect,
    render=brochure.render,
)

EXPOSURE = Definition(
    name="exposure",
    label=_("Exposure by city"),
    is_public=False,
    find=exposure.find,
    collect=exposure.collect,
    render=exposure.render,
    page="reports/exposure_run.html",
)
EXPOSURE_TABLE = replace(
    EXPOSURE,
    name="exposure_table",
    label=_("Exposure by city, spreadsheet"),
    render=exposure.render_spreadsheet,
    suffix="xlsx",
)

DEFINITIONS = {definition.name: definition for definition in (BROCHURE, EXPOSURE, EXPOSURE_TABLE)}
