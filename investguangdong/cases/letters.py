"""Words of the letters about cases. Each looks again whether the reader may still see what it tells."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from investguangdong.cases import links
from investguangdong.cases.models import Case, CaseEntry, EntryKind
from investguangdong.core import dates, languages
from investguangdong.core.clock import BUSINESS_ZONE

QUOTED = 1200  # characters of a text that a letter repeats


def confirm(message) -> dict | None:
    case = _case(message)
    if case is None or case.is_confirmed:
        return None
    return {
        "title": _("Confirm your question %(number)s") % {"number": case.number},
        "lead": _("Your question waits for one click: then a named officer answers."),
        "paragraphs": [_("If you did not write to us, do nothing. The question is not passed on.")],
        "quote": _cut(case.subject),
        "url": links.confirm_url(case),
        "button": _("Confirm the address"),
        "why": _("You get this because somebody gave this address with a question on this site."),
    }


def receipt(message) -> dict | None:
    case = _for_investor(message)
    if case is None:
        return None
    return {
        "title": _("We have your question: %(number)s") % {"number": case.number},
        "lead": _("%(officer)s answers it by the time below.") % {"officer": _officer(case)},
        "quote": _cut(case.subject),
        "facts": [
            (_("First answer by"), _both_zones(case.first_answer_due, message)),
            (_("Full answer by"), _both_zones(case.full_answer_due, message)),
            *_about(case),
        ],
        "url": _address(case, message),
        "button": _("Open the case"),
        "why": _("You get this because you asked a question on this site."),
    }


def answered(message) -> dict | None:
    case = _for_investor(message)
    entry = _entry(message, case)
    if entry is None:
        return None
    return {
        "title": _("%(officer)s has answered %(number)s")
        % {"officer": entry.by or "", "number": case.number},
        "lead": case.subject,
        "quote": _cut(entry.text),
        "facts": [*_about(case), *((cite["label"], cite["value"]) for cite in entry.cites)],
        "url": _address(case, message),
        "button": _("Read the answer and ask on"),
        "why": _("You get this because you asked a question on this site."),
    }


def assigned(message) -> dict | None:
    case = _for_officer(message)
    if case is None or case.owner_id != message.user_id:
        return None
    return {
        "title": _("%(number)s is yours to answer") % {"number": case.number},
        "lead": case.subject,
        "facts": [
            (_("From"), case.organisation or case.contact_name),
            (_("Language"), languages.NAMES[case.language]),
            (_("First answer by"), _guangdong(case.first_answer_due)),
            *_about(case),
        ],
        "url": settings.SITE_URL + reverse("admin:cases_case_answer", args=[case.number]),
        "button": _("Answer"),
        "why": _("You get this because you are the officer of this case."),
    }


def followup(message) -> dict | None:
    case = _for_officer(message)
    entry = _entry(message, case)
    if entry is None:
        return None
    return {
        "title": _("%(name)s asks further in %(number)s")
        % {"name": case.contact_name, "number": case.number},
        "quote": _cut(entry.text),
        "facts": [(_("Answer by"), _guangdong(case.due_at)), *_about(case)],
        "url": settings.SITE_URL + reverse("admin:cases_case_answer", args=[case.number]),
        "button": _("Answer"),
        "why": _("You get this because you are an officer of this case."),
    }


def _case(message) -> Case | None:
    rows = Case.objects.select_related("owner", "project", "organisation", "opened_by")
    return rows.filter(pk=message.about_id).first()


def _for_investor(message) -> Case | None:
    """An account must still see the case; an address must still be the one the case is answered to."""
    case = _case(message)
    if case is None:
        return None
    if message.user_id:
        return case if Case.objects.visible_to(message.user).filter(pk=case.pk).exists() else None
    return case if case.contact_email == message.recipient and case.link_may_be_used else None


def _for_officer(message) -> Case | None:
    case = _case(message)
    return case if case and message.user and case.can_be_worked_by(message.user) else None


def _entry(message, case: Case | None) -> CaseEntry | None:
    version = message.dedup_key.rsplit(":", 1)[-1]
    if case is None or not version.isdecimal():
        return None
    said = case.entries.public().filter(kind__in=[EntryKind.ANSWER, EntryKind.QUESTION])
    return said.select_related("by").filter(pk=version).first()


def _address(case: Case, message) -> str:
    """An account signs in; an address without one gets a signed link."""
    return settings.SITE_URL + case.get_absolute_url() if message.user_id else links.open_url(case)


def _about(case: Case) -> list[tuple[str, str]]:
    if case.project is None:
        return []
    return [(_("Project"), f"{case.project.code} {languages.best(case.project, 'title')}")]


def _officer(case: Case) -> str:
    return str(case.owner) if case.owner else _("The provincial desk")


def _guangdong(moment) -> str:
    if moment is None:
        return ""
    with timezone.override(BUSINESS_ZONE):
        return dates.moment(moment, languages.current())


def _both_zones(moment, message) -> str:
    """Guangdong's time, and the reader's where she keeps another."""
    zone = ZoneInfo(message.user.time_zone) if message.user else BUSINESS_ZONE
    if timezone.localtime(moment, zone).utcoffset() == timezone.localtime(moment, BUSINESS_ZONE).utcoffset():
        return _guangdong(moment)
    with timezone.override(zone):
        return f"{_guangdong(moment)} · {dates.moment(moment, languages.current())}"


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rsplit(" ", 1)[0] + "…"
