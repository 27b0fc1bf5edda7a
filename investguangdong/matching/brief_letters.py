"""Letters about anonymous briefs. Each looks again whether the reader may still see what it tells; until a city is
chosen none of its officers reads a name."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investguangdong.core import dates, languages
from investguangdong.matching import brief_words
from investguangdong.matching.brief_choices import BriefState, CityState, DeclineReason, EndReason
from investguangdong.matching.models import CityBrief


def desk_part(message) -> CityBrief | None:
    """The city's part, for an officer who works there."""
    rows = CityBrief.objects.on_desk_of(message.user) if message.user else CityBrief.objects.none()
    return rows.filter(pk=message.about_id).select_related("brief", "city").first()


def own_part(message) -> CityBrief | None:
    """Any part of a brief of the reader's own organisation."""
    rows = CityBrief.objects.of_investor(message.user) if message.user else CityBrief.objects.none()
    return rows.filter(pk=message.about_id).select_related("brief", "city").first()


def sent(message) -> dict | None:
    """A new brief to answer, or what the investor has asked back."""
    part = desk_part(message)
    if part is None or not part.is_under_way:
        return None
    if message.context.get("what") == "asked_back":
        return None if not part.wants_reply else {
            **to_desk(part, _("Reply")),
            "title": _("A question on your answer to brief %(number)s") % told(part),
            "lead": _("The investor asks back once, without a name. Please reply within one working day."),
            "quote": part.asked_back,
        }  # fmt: skip
    return {
        **to_desk(part, _("Read and answer the brief")),
        "title": _("Brief %(number)s for %(city)s: please answer by %(day)s") % told(part),
        "lead": part.brief.title,
        "facts": facts(part),
        "paragraphs": [
            _("An investor asks at most three cities and shows no name. If your city is chosen, the name opens "
              "to you and a case begins.")
        ],
    }  # fmt: skip


def due(message) -> dict | None:
    if message.user and message.user.is_staff and (part := desk_part(message)):
        return reminder(part)
    part = own_part(message)
    return None if part is None else time_is_up(part, expired=message.context.get("what") == "expired")


def reminder(part: CityBrief) -> dict | None:
    if part.state != CityState.ASKED or not part.is_under_way:
        return None
    return {
        **to_desk(part, _("Read and answer the brief")),
        "title": _("Brief %(number)s is not answered yet") % told(part),
        "lead": _("The last day is %(day)s. Your city can also decline with a reason.") % told(part),
        "facts": [(_("Title"), part.brief.title)],
    }


def time_is_up(part: CityBrief, *, expired: bool) -> dict:
    brief = part.brief
    answers = brief.cities.answered().count()
    title = (
        _("Brief %(number)s has ended without a choice") if expired
        else _("The time for answers to brief %(number)s is over")
    )  # fmt: skip
    counted = ngettext("%(count)s city has answered.", "%(count)s cities have answered.", answers)
    return {**to_investor(part), "title": title % told(part), "lead": counted % {"count": answers}}


def answered(message) -> dict | None:
    """To the investor: a city has answered, declined, or replied."""
    part = own_part(message)
    if part is None:
        return None
    what, frame = message.context.get("what"), to_investor(part)
    if what == "declined":
        reason = DeclineReason(part.decline_reason).label
        return {
            **frame,
            "title": _("%(city)s does not answer brief %(number)s") % told(part),
            "facts": [(_("Reason"), reason)],
            "quote": part.decline_note,
        }
    if what == "replied":
        return {
            **frame,
            "title": _("%(city)s has replied to your question") % told(part),
            "quote": part.reply,
        }
    day = dates.day(part.valid_until, languages.current())
    return {
        **frame,
        "title": _("%(city)s has answered brief %(number)s") % told(part),
        "facts": [(_("Answer holds until"), day)],
    }


def chosen(message) -> dict | None:
    """To the chosen city: now the name, and the case with its clock; to the investor the case."""
    if message.context.get("what") == "yours":
        return yours(message)
    part = desk_part(message)
    if part is None or part.state != CityState.CHOSEN:
        return None
    organisation = part.brief.mandate.organisation
    return {
        "title": _("%(name)s has chosen %(city)s: brief %(number)s") % {**told(part), "name": organisation},
        "lead": _(
            "The organisation and its mandate are open to you now. The first answer is due within one working day."
        ),
        "facts": [(_("Case"), part.case_number), (_("Title"), part.brief.title)],
        "url": settings.SITE_URL + reverse("admin:cases_case_change", args=[part.case_number]),
        "button": _("Open the case"),
        "why": _("You get this because you answer for this city."),
    }


def yours(message) -> dict | None:
    part = own_part(message)
    if part is None or part.state != CityState.CHOSEN:
        return None
    return {
        **to_investor(part),
        "title": _("You have chosen %(city)s for brief %(number)s") % told(part),
        "lead": _("Your name is open to its officers only. The first answer is due within one working day."),
        "facts": [(_("Case"), part.case_number)],
        "url": settings.SITE_URL + reverse("cases:case", args=[part.case_number]),
        "button": _("Open the case"),
    }


def not_chosen(message) -> dict | None:
    """Thanks, and why; the name stays closed."""
    part = desk_part(message)
    if part is None or part.state not in (CityState.NOT_CHOSEN, CityState.CALLED_OFF):
        return None
    titles = {
        BriefState.CHOSEN: _("Brief %(number)s: another city was chosen"),
        BriefState.WITHDRAWN: _("Brief %(number)s was withdrawn"),
    }
    title = titles.get(part.brief.state, _("Brief %(number)s ended without a choice"))
    return {
        **to_desk(part, _("Open the brief")),
        "title": title % told(part),
        "lead": _("Thank you for your work on it."),
        "facts": [(_("Reason"), EndReason(part.end_reason).label)],
        "quote": part.brief.end_note,
    }


def told(part: CityBrief) -> dict:
    return {
        "number": part.brief.number,
        "city": languages.best(part.city, "name").text,
        "day": dates.day(part.brief.due_on, languages.current()),
    }


def facts(part: CityBrief) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in brief_words.lines(part.brief.facts)]


def to_desk(part: CityBrief, button: str) -> dict:
    return {
        "url": settings.SITE_URL + reverse("admin:matching_citybrief_change", args=[part.code]),
        "button": button,
        "why": _("You get this because you answer for this city."),
    }


def to_investor(part: CityBrief) -> dict:
    return {
        "lead": part.brief.title,
        "url": settings.SITE_URL + reverse("pages:brief", args=[part.brief.number]),
        "button": _("Open the brief"),
        "why": _("You get this because you belong to the organisation that asked."),
    }


LETTERS = {
    "brief_sent": sent,
    "brief_due": due,
    "brief_answered": answered,
    "brief_chosen": chosen,
    "brief_not_chosen": not_chosen,
}
