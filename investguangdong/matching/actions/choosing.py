"""The investor chooses one city: her name opens to it alone, and a case begins with its clock."""

from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.cases.actions import open_case
from investguangdong.core import clock, languages
from investguangdong.investors.actions import grant
from investguangdong.investors.versions import NotPossible
from investguangdong.matching.actions.briefing import (
    end_cities,
    for_work,
    refuse_giveaways,
    saved,
    tell_investor,
    tell_officers,
)
from investguangdong.matching.brief_choices import OPEN, BriefState, CityState, EndReason
from investguangdong.matching.models import Brief, CityBrief


@transaction.atomic
def choose_city(part: CityBrief, *, by, others_reason=EndReason.OTHER, note="", version=None) -> CityBrief:
    """Opens the organisation to the officers of this city and a case with them; the others are thanked with the
    reason and never learn the name. `note` goes to all of them."""
    brief = for_work(part.brief, by, version, *OPEN)
    row = CityBrief.objects.select_for_update(of=["self"]).select_related("city", "contact").get(pk=part.pk)
    if row.state != CityState.ANSWERED:
        raise NotPossible(_("Only a city that has answered can be chosen."))
    refuse_giveaways(brief, {"note": note})
    organisation = brief.mandate.organisation
    grant(organisation, city=row.city, because=f"{brief.number} · {brief.mandate.code}", by=by)
    case = begin_case(brief, row, by=by)
    row.state, row.case_number = CityState.CHOSEN, case.number
    row.save(update_fields=["state", "case_number"])
    brief.state, brief.ended_at = BriefState.CHOSEN, clock.now()
    brief.end_reason, brief.end_note = others_reason, note
    saved(brief)
    end_cities(brief, CityState.NOT_CHOSEN, reason=others_reason)
    record("brief.choose", brief, by=by, changes={"city": row.city.slug, "case": case.number})
    tell_officers("brief_chosen", row, also=case.owner)
    tell_investor("brief_chosen", row, what="yours")
    return row


def begin_case(brief: Brief, part: CityBrief, *, by):
    """With what was asked and answered, in the language of the brief; about the site where just one was offered."""
    sites = list(part.sites.select_related("project"))
    with languages.with_language(brief.language):
        question = _(
            "You answered our brief %(number)s, “%(title)s”. We have chosen your city. When can we talk?"
        )
        question %= {"number": brief.number, "title": brief.title}
    return open_case(
        by=by,
        contact_name=by.name or by.email,
        contact_email=by.email,
        language=brief.language,
        question=question,
        project=sites[0].project if len(sites) == 1 else None,
        city=part.city,
        organisation=brief.mandate.organisation,
        channel="match",
        subject=brief.title,
        is_sample=brief.is_sample,
        agreed=True,
        desk=part.city,
        officer=part.contact,
    )
