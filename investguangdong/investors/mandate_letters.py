"""Words of the letters that ask whether a mandate is still right; each looks again whether it may be sent."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from investguangdong.core import dates
from investguangdong.core.languages import current
from investguangdong.investors.choices import PausedBecause
from investguangdong.investors.mandate_links import confirm_address
from investguangdong.investors.models import Mandate
from investguangdong.investors.models.mandate import STALE_AFTER
from investguangdong.investors.telling import summary


def still_right(message) -> dict | None:
    """Not to somebody who has left, and not once somebody has confirmed it."""
    row = answerable(message)
    if row is None or not row.times_asked or row.paused_because or not row.is_at_work:
        return None
    last = dates.day(row.last_confirmed_on, current())
    return {
        "title": _("Is this still what you look for? %(name)s") % {"name": row.name},
        "lead": _("Last confirmed on %(day)s. One click is enough, without signing in.") % {"day": last},
        "paragraphs": [what_comes_next(row)],
        "facts": facts_of(row),
        "url": confirm_address(row, message.user),
        "button": _("Look and confirm"),
        "links": [(address_of(row), _("Change it instead"))],
        "why": why_member(row),
    }


def what_comes_next(row: Mandate) -> str:
    """Which step follows, and on which day."""
    if not row.is_stale:
        day = row.last_confirmed_on + STALE_AFTER
        return _("If nobody does, its matches are marked as not confirmed from %(day)s.") % {
            "day": dates.day(day, current())
        }
    day = row.next_ask_on
    return _(
        "Its matches are marked as not confirmed. If nobody confirms it by %(day)s, it is paused. Nothing is "
        "lost then, and one click brings it back."
    ) % {"day": dates.day(day, current())}


def paused(message) -> dict | None:
    row = answerable(message)
    if row is None or row.paused_because != PausedBecause.UNCONFIRMED:
        return None
    last = dates.day(row.last_confirmed_on, current())
    return {
        "title": _("Paused: %(name)s") % {"name": row.name},
        "lead": _("Nobody has confirmed this mandate since %(day)s, so it finds no new matches.")
        % {"day": last},
        "paragraphs": [_("Nothing is lost. Confirm it and it goes on where it stood, with your answers.")],
        "facts": facts_of(row),
        "url": confirm_address(row, message.user),
        "button": _("Look and go on"),
        "links": [(address_of(row), _("Change it first"))],
        "why": why_member(row),
    }


def answerable(message) -> Mandate | None:
    """The mandate, if the recipient may still answer for it."""
    row = Mandate.objects.with_facts().filter(pk=message.about_id).first()
    return row if row is not None and message.user and row.can_be_changed_by(message.user) else None


def facts_of(row: Mandate) -> list[tuple]:
    return [(line.label, line.text) for line in summary(row) if line.text]


def address_of(row: Mandate) -> str:
    return settings.SITE_URL + reverse("pages:mandate", args=[row.code])


def why_member(row: Mandate) -> str:
    return _("You get this because you are a member of %(name)s.") % {"name": row.organisation.name}
