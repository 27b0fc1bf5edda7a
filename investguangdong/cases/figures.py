"""What an officer may cite in an answer: the facts of a listing, with source and date, in one language."""

from django.utils.translation import gettext as _

from investguangdong.core import dates, languages, money


def figures_of(project, language: str) -> list[dict]:
    """Plain values, as JSON keeps them: an answer repeats what was true on the day it was written."""
    if project is None:
        return []
    with languages.with_language(language):
        told = [
            ("amount", _("Investment asked for"), _amount(project, language)),
            ("land", _("Land (hectares)"), _span(project.land_min, project.land_max)),
            ("stage", _("Stage of the project"), project.get_stage_display() if project.stage else ""),
            ("modes", _("Form of cooperation"), ", ".join(str(label) for label in project.mode_labels)),
            ("power", _("Power available (MW)"), _span(project.power_mw, None)),
            (
                "closes",
                _("Closing date"),
                dates.day(project.closes_on, language) if project.closes_on else "",
            ),
        ]
        source = _source(project, language)
        return [
            {"name": name, "label": str(label), "value": f"{value} ({source})" if source else str(value)}
            for name, label, value in told
            if value
        ]


def _amount(project, language: str) -> str:
    low, high = project.amount_range
    if low is None and high is None:
        return ""
    return money.compact_range(low, high, project.currency, language)


def _span(low, high) -> str:
    known = [f"{value.normalize():f}" for value in (low, high) if value is not None]
    return "–".join(dict.fromkeys(known))


def _source(project, language: str) -> str:
    body = project.source_body or languages.best(project, "publishing_body", language).text
    day = project.source_date or project.verified_on
    return ", ".join(part for part in (body, dates.day(day, language) if day else "") if part)
