"""The picture of a listing that other sites show beside a link to it: PNG, 1200 by 630."""

from django.core.cache import cache
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from investguangdong.core import art, money
from investguangdong.core.languages import best, with_language
from investguangdong.projects.models import Project
from investguangdong.reports import pdf

KEPT_FOR = 300  # seconds; afterwards the visitor's own cache has it, or it is drawn again
LONG = {"zh-hans": 24, "zh-hant": 24}


def picture(project: Project, language: str) -> bytes:
    """Drawn once for each version of the listing and language."""
    key = f"social:{project.code}:{project.version}:{language}"
    return cache.get_or_set(key, lambda: pdf.render_png("social", collect(project, language)), KEPT_FOR)


def collect(project: Project, language: str) -> dict:
    with with_language(language):
        sector = project.primary_sector
        places = [sector and best(sector, "name", language).text, place_of(project, language)]
        return {
            **pdf.typeface(language),
            "place": " · ".join(part for part in places if part),
            "title": best(project, "title", language).text,
            "long": LONG.get(language, 52),
            "facts": " · ".join(facts_of(project, language)),
            "is_sample": project.is_sample,
            "sample_word": _("sample"),
            "art": art.flat_mosaic(project.code, sector.slug if sector else ""),
            "mark": art.mark(),
            "name_zh": "投資廣東" if language == "zh-hant" else "投资广东",
        }


def place_of(project: Project, language: str) -> str:
    return best(project.city, "name", language).text if project.city else _("Whole province")


def facts_of(project: Project, language: str) -> list[str]:
    """At most three: the sum, the land, the first way to take part."""
    low, high = project.amount_range
    land = project.land_max or project.land_min
    found = [
        money.compact_range(low, high, project.currency, language),
        f"{number_format(land.normalize())} ha" if land else "",
        str(project.mode_labels[0]) if project.modes else "",
    ]
    return [text for text in found if text]
