"""Words of the letters about matches. Each looks again whether the reader may still see what it tells."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investguangdong.core import languages
from investguangdong.investors.models import Mandate
from investguangdong.matching.models import Match
from investguangdong.matching.wording import Names, findings

TOLD = 5


def digest(message) -> dict | None:
    """New matches of one mandate, the best with its first reasons."""
    mandate = Mandate.objects.visible_to(message.user).active().filter(pk=message.about_id).first()
    if mandate is None:
        return None
    matches = list(
        Match.objects.visible_to(message.user)
        .standing()
        .filter(mandate=mandate, pk__in=message.context.get("matches", []))
        .with_card()
        .best_first()
    )
    if not matches:
        return None
    names = Names()
    count = ngettext("%(count)s new match", "%(count)s new matches", len(matches)) % {"count": len(matches)}
    return {
        "title": _("%(matches)s for “%(mandate)s”") % {"matches": count, "mandate": mandate.name},
        "lead": _("Each comes with what fits, what does not, and what is not known."),
        "paragraphs": [line(match, names) for match in matches[:TOLD]],
        "url": absolute("pages:matches"),
        "button": _("See the matches"),
        "why": _("You get this because new matches by mail are switched on for this mandate."),
    }


def line(match: Match, names: Names) -> str:
    told = " ".join(one.text for one in findings(match, names)[:2])
    title = languages.best(match.project, "title").text
    return _("%(score)s of 100: %(title)s. %(reasons)s") % {
        "score": match.rounded,
        "title": title,
        "reasons": told,
    }


def mutual(message) -> dict | None:
    """Both sides have said yes: the investor goes to the project, the officer to the match."""
    match = Match.objects.visible_to(message.user).filter(pk=message.about_id).with_card().first()
    if match is None or not match.is_mutual:
        return None
    title = languages.best(match.project, "title").text
    if message.user.is_staff:
        return {
            "title": _("%(name)s wants to talk about your project") % {"name": match.mandate.organisation},
            "lead": title,
            "paragraphs": [
                _("Both sides have said yes. The organisation and its mandate are now open to you.")
            ],
            "url": settings.SITE_URL + reverse("admin:matching_match_change", args=[match.code]),
            "button": _("Open the match"),
        }
    return {
        "title": _("The officer is interested too"),
        "lead": title,
        "paragraphs": [_("Both sides have said yes. The officer now sees your name and your mandate.")],
        "url": absolute("projects:detail", match.project.code),
        "button": _("Open the project"),
    }


def absolute(name: str, *args) -> str:
    return settings.SITE_URL + reverse(name, args=args)
