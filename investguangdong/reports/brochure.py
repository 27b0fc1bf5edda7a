"""What stands in the project brochure: plain values, in one language, each with its source.

The same data make the same document: the fingerprint of a report is taken over what `collect` returns."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from investguangdong.core import art, clock, dates, money
from investguangdong.core.languages import HTML_LANG, best, with_language
from investguangdong.places import geometry
from investguangdong.projects.models import Project
from investguangdong.reports import maps, pdf

UNKNOWN = "—"


def collect(project: Project, language: str) -> dict:
    """Every value of the brochure as JSON can hold it. `project` needs its city, zone, sector and evidence."""
    with with_language(language):
        return {
            **pdf.typeface(language),
            **_frame(project, language),
            "facts": _facts(project, language),
            "offer": _offer(project, language),
            "risks": _check_first(project, language),
            "map": {
                "heading": _("Where"),
                "svg": maps.where(project, language),
                "alt": _("Map of the place"),
                "caption": str(geometry.CAPTION),
            },
            "sections": [_terms(project, language), _evidence(project, language)],
            "sources": _sources(project, language),
        }


def render(data: dict) -> bytes:
    return pdf.render("brochure", data)


def _frame(project: Project, language: str) -> dict:
    publisher = "投资广东" if language == "zh-hans" else "投資廣東" if language == "zh-hant" else ""
    summary = best(project, "summary", language).text
    return {
        "title": best(project, "title", language).text,
        "lead": summary,
        "code": project.code,
        "is_sample": project.is_sample,
        "sample_word": _("sample"),
        "publisher": f"Invest Guangdong {publisher}".strip(),
        "mark": art.mark(),
        "art": art.flat_mosaic(project.code, project.primary_sector.slug if project.primary_sector else ""),
        "art_alt": _("A drawing of plots, not a survey plan"),
        "heading": _("Project brochure"),
        "date": dates.day(clock.today(), language),
        "contact": _contact(project, language),
        "disclaimer": _("Information, not an offer."),
        "address": f"{settings.SITE_URL}{reverse('projects:detail', args=[project.code])}",
        "page_word": _("Page"),
        "html_lang": HTML_LANG[language],
    }


def _contact(project: Project, language: str) -> str:
    if project.officer is None:
        return _("The provincial investment desk answers within one working day.")
    profile = getattr(project.officer, "officer_profile", None)
    office = best(profile, "office", language).text if profile else ""
    name = " ".join(part for part in (project.officer.name, profile.name_zh if profile else "") if part)
    answer = _("First answer within one working day.")
    return " · ".join(part for part in (name, office, answer) if part)


def _facts(project: Project, language: str) -> list[dict]:
    low, high = project.amount_range
    amount = (
        money.compact_range(low, high, project.currency, language)
        or best(project, "source_amount", language).text
    )
    place = project.zone or project.city
    rows = [
        (_("Investment"), amount or _("not stated")),
        (_("Land"), _land(project, language) or _("not stated")),
        (_("Way in"), ", ".join(str(label) for label in project.mode_labels) or _("not stated")),
        (_("Place"), best(place, "name", language).text if place else _("Guangdong, whole province")),
    ]
    return [{"label": label, "value": value} for label, value in rows]


def _land(project: Project, language: str) -> str:
    ends = [end for end in (project.land_min, project.land_max) if end is not None]
    shown = "–".join(dict.fromkeys(money.number(end, language) for end in ends))
    return _("%(area)s ha") % {"area": shown} if shown else ""


def _offer(project: Project, language: str) -> dict:
    fields = ("description", "offered", "source_amount", "source_stage")
    return {"heading": _("What is offered"), "paragraphs": _lines(project, fields, language)}


def _check_first(project: Project, language: str) -> dict:
    """The risks somebody wrote down; for an offer taken from a public source, that nobody here has checked it."""
    lines = _lines(project, ("risks",), language)
    if project.is_unconfirmed:
        lines.append(
            _("Taken from a public source and not confirmed with this portal: ask before you rely on it.")
        )
    if project.to_be_confirmed:
        lines.append(_("The source is older than 2024: check what is left of the offer."))
    return {"heading": _("Check first"), "paragraphs": lines}


def _lines(project: Project, fields: tuple[str, ...], language: str) -> list[str]:
    texts = [best(project, field, language).text for field in fields]
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def _terms(project: Project, language: str) -> dict:
    values = [
        (_("Kind"), project.get_kind_display()),
        (_("Stage"), project.get_stage_display()),
        (_("Tenure"), project.get_tenure_display()),
        (_("Floor space"), _measure(project.floor_m2, "m²", language)),
        (_("Power available"), _measure(project.power_mw, "MW", language)),
        (_("Water a day"), _measure(project.water_t_day, "t", language)),
        (_("To the port"), _measure(project.port_km, "km", language)),
        (_("To the airport"), _measure(project.airport_km, "km", language)),
        (_("Available from"), dates.day(project.available_from, language) if project.available_from else ""),
        (_("Closing date"), dates.day(project.closes_on, language) if project.closes_on else ""),
    ]
    rows = [[label, str(value) or UNKNOWN] for label, value in values if value]
    return {
        "heading": _("Terms and site"),
        "widths": [1, 2],
        "columns": [_("Item"), _("As published")],
        "rows": rows or [[_("All items"), _("not stated")]],
    }


def _measure(value, unit: str, language: str) -> str:
    return "" if value is None else f"{money.number(value, language)} {unit}"


def _evidence(project: Project, language: str) -> dict:
    rows = [
        [
            paper.get_kind_display(),
            paper.get_state_display(),
            paper.issued_by or UNKNOWN,
            dates.day(paper.issued_on, language) if paper.issued_on else UNKNOWN,
        ]
        for paper in project.evidence.all()
    ]
    readiness = (
        _("none") if project.readiness is None else _("%(score)s of 100") % {"score": project.readiness}
    )
    return {
        "heading": _("Readiness and evidence: %(readiness)s") % {"readiness": readiness},
        "widths": [3, 2, 3, 2],
        "columns": [_("Paper"), _("State"), _("Issued by"), _("Date")],
        "rows": rows or [[_("No papers have been filed with this portal."), "", "", ""]],
    }


def _sources(project: Project, language: str) -> dict:
    rows = []
    if project.is_unconfirmed:
        rows.append(_("Published by others; not confirmed with this portal."))
    if project.body:
        rows.append(_("Publishing body: %(body)s") % {"body": project.body})
    if project.source_date:
        rows.append(_("As of %(date)s") % {"date": dates.day(project.source_date, language)})
    if project.verified_on:
        rows.append(
            _("Checked by an officer on %(date)s") % {"date": dates.day(project.verified_on, language)}
        )
    if project.source_url:
        rows.append(project.source_url)
    return {"heading": _("Sources"), "rows": rows or [_("This portal")]}
