"""Words of the letters about matches. Each looks again whether the reader may still see what it tells."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from investguangdong.core import dates, languages
from investguangdong.core.clock import BUSINESS_ZONE
from investguangdong.investors.models import Mandate
from investguangdong.matching.actions.explaining import explain_matches
from investguangdong.matching.choices import Answer
from investguangdong.matching.models import Match
from investguangdong.matching.unnamed import unnamed
from investguangdong.matching.wording import Names, sentence

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
    explain_matches(matches[:TOLD])
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
    told = " ".join(sentence(one, names).text for one in [*match.reasons[:2], *match.clashes[:1]])
    title = languages.best(match.project, "title").text
    return _("%(score)s of 100: %(title)s. %(reasons)s") % {
        "score": match.rounded,
        "title": title,
        "reasons": told,
    }


def interest(message) -> dict | None:
    """To the officer, without the name: an investor waits for the project's answer."""
    match = Match.objects.visible_to(message.user).filter(pk=message.about_id).with_card().first()
    if match is None or match.answers != (Answer.YES, Answer.OPEN):
        return None
    return {
        "title": _("An investor is interested in %(code)s") % {"code": match.project.code},
        "lead": languages.best(match.project, "title").text,
        "paragraphs": [
            _("The name opens when you say yes as well. Say no with a reason if it does not suit.")
        ],
        "facts": [
            (_("Investor"), unnamed(match.mandate.organisation)),
            (_("Score"), _("%(score)s of 100") % {"score": match.rounded}),
            (_("Answer by"), when(match.answer_due)),
        ],
        "url": settings.SITE_URL + reverse("admin:matching_match_change", args=[match.code]),
        "button": _("Read why it fits and answer"),
        "why": _("You get this because you answer for this listing."),
    }


def when(moment) -> str:
    with timezone.override(BUSINESS_ZONE):
        return dates.moment(moment, languages.current())


def invited(message) -> dict | None:
    """To the investor: the officer has said yes first."""
    match = Match.objects.visible_to(message.user).filter(pk=message.about_id).with_card().first()
    if match is None or match.state_project != Answer.YES or match.state_investor == Answer.YES:
        return None
    return {
        "title": _("The officer of %(code)s would like to talk to you") % {"code": match.project.code},
        "lead": languages.best(match.project, "title").text,
        "paragraphs": [
            line(match, Names()),
            _("The officer does not know your name. It opens only if you say yes as well."),
        ],
        "url": absolute("pages:match_answer", match.mandate.code, match.project.code),
        "button": _("Read why it fits and answer"),
        "why": _("You get this because this listing fits your mandate “%(mandate)s”.")
        % {"mandate": match.mandate.name},
    }


def mutual(message) -> dict | None:
    """Both sides have said yes: each is led to the case and told who answers by when."""
    rows = Match.objects.visible_to(message.user).filter(pk=message.about_id)
    match = rows.with_card().select_related("case__owner", "case__city").first()
    if match is None or not match.is_introduced or match.case is None:
        return None
    if not message.user.is_staff:
        return mutual_for_investor(match)
    return mutual_for_officer(match) if match.shows_investor_to(message.user) else None


def mutual_for_officer(match: Match) -> dict:
    return {
        "title": _("%(name)s wants to talk about your project") % {"name": match.mandate.organisation},
        "lead": languages.best(match.project, "title").text,
        "paragraphs": [_("Both sides have said yes. The organisation and its mandate are now open to you.")],
        "facts": [(_("Case"), match.case.number), (_("First answer by"), when(match.case.first_answer_due))],
        "url": settings.SITE_URL + reverse("admin:cases_case_change", args=[match.case.number]),
        "button": _("Open the case"),
        "why": _("You get this because you answer for this listing."),
    }


def mutual_for_investor(match: Match) -> dict:
    case = match.case
    return {
        "title": _("The officer is interested too"),
        "lead": languages.best(match.project, "title").text,
        "paragraphs": [_("Both sides have said yes. The officer now sees your name and your mandate.")],
        "facts": [
            (_("Case"), case.number),
            (_("Officer"), case.owner.name if case.owner else _("the desk of the city")),
            (_("First answer by"), when(case.first_answer_due)),
        ],
        "url": absolute("cases:case", case.number),
        "button": _("Open the case"),
        "why": _("You get this because you said yes to this match."),
    }


def absolute(name: str, *args) -> str:
    return settings.SITE_URL + reverse(name, args=args)


LETTERS = {
    "match_digest": digest,
    "match_interest": interest,
    "match_invited": invited,
    "match_mutual": mutual,
}
