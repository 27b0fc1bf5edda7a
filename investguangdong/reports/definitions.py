"""Every report of this site, by name: what it is about, who may see it, how it is built."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.projects.models import Project
from investguangdong.reports import brochure


@dataclass(frozen=True)
class Definition:
    """`find(code, user)` gives the row or None when that person may not see it; `collect(row, language)` gives the
    data as plain JSON values; `render(data)` gives the bytes of the PDF."""

    name: str
    label: str
    is_public: bool
    find: Callable[[str, object], models.Model | None]
    collect: Callable[[models.Model, str], dict]
    render: Callable[[dict], bytes]


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

DEFINITIONS = {definition.name: definition for definition in (BROCHURE,)}
