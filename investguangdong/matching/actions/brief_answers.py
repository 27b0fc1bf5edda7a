"""What a city's officers do with a brief: keep a draft, answer, decline, reply to what was asked back."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.investors.versions import NotPossible, OldVersion
from investguangdong.matching import city_fit
from investguangdong.matching.actions.briefing import end, tell_investor
from investguangdong.matching.brief_choices import (
    OPEN,
    UNDER_WAY,
    BriefState,
    CityState,
    DeclineReason,
    EndReason,
)
from investguangdong.matching.models import (
    Brief,
    BriefFigure,
    BriefPolicy,
    BriefReply,
    BriefSite,
    CityBrief,
)
from investguangdong.places.checking import NEEDS
from investguangdong.projects.models import Project


@dataclass(frozen=True)
class Figure:
    """One line of the form; `value` is a number or a day."""

    state: str
    value: Decimal | None = None
    day: date | None = None
    source: str = ""
    as_of: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Reply:
    state: str
    text: str = ""
    coming_on: date | None = None


@dataclass(frozen=True)
class Answer:
    """All that an officer has filled in. `figures` by name, `replies` by the place of the question."""

    language: str
    summary: str
    contact: object
    valid_until: date
    sites: list[Project] = field(default_factory=list)
    policies: list = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    replies: dict[int, Reply] = field(default_factory=dict)


@transaction.atomic
def save_draft(part: CityBrief, *, by, typed: dict, version=None) -> CityBrief:
    """Exactly as typed, right or wrong: nothing is lost, and the investor sees nothing of it."""
    row = for_answer(part, by, version)
    row.draft = typed
    kept(row)
    record("brief.save_draft", row, by=by)
    return row


@transaction.atomic
def send_answer(part: CityBrief, *, by, answer: Answer, typed: dict, version=None) -> CityBrief:
    """The answer as the investor reads it; until the last day it may be sent again and replaces the one before."""
    row = for_answer(part, by, version)
    refuse_foreign_sites(row, answer.sites)
    is_again = row.is_answered
    row.language, row.summary = answer.language, answer.summary
    row.contact, row.valid_until = answer.contact, answer.valid_until
    row.state, row.sent_at, row.draft = CityState.ANSWERED, clock.now(), typed
    kept(row)
    write_parts(row, answer)
    Brief.objects.filter(pk=row.brief_id, state=BriefState.SENT).update(state=BriefState.ANSWERED)
    record("brief.answer", row, by=by, changes={"again": is_again, "valid_until": row.valid_until})
    tell_investor("brief_answered", row, what="answered", version=str(row.version))
    return row


def write_parts(row: CityBrief, answer: Answer) -> None:
    for rows in (row.sites, row.figures, row.policies, row.replies):
        rows.all().delete()
    BriefSite.objects.bulk_create(
        BriefSite(answer=row, project=project, position=place)
        for place, project in enumerate(answer.sites, 1)
    )
    BriefFigure.objects.bulk_create(
        BriefFigure(answer=row, name=name, **vars(figure)) for name, figure in answer.figures.items()
    )
    verdicts = verdicts_for(row)
    BriefPolicy.objects.bulk_create(
        BriefPolicy(answer=row, policy=policy, verdict=verdicts.get(policy.slug, NEEDS))
        for policy in answer.policies
    )
    questions = {question.position: question for question in row.brief.questions.all()}
    BriefReply.objects.bulk_create(
        BriefReply(answer=row, question=questions[place], **vars(reply))
        for place, reply in answer.replies.items()
        if place in questions
    )


def verdicts_for(part: CityBrief) -> dict[str, str]:
    """By policy, what the check says of this brief in this city."""
    mandate = part.brief.mandate
    (found,) = city_fit.verdicts_by_city(mandate, {part.city.slug: part.city}).values()
    return {slug: state for state, slugs in found.items() for slug in slugs}


@transaction.atomic
def decline_brief(part: CityBrief, *, by, reason: str, note="", version=None) -> CityBrief:
    """With a reason; where no city is left that may answer, the brief ends and its mandate is free again."""
    row = for_answer(part, by, version)
    if row.is_answered:
        raise NotPossible(_("The city has answered already. Send a corrected answer instead."))
    if reason not in DeclineReason.values:
        raise NotPossible(_("Say why, so that the next briefs reach the right city."))
    row.state, row.decline_reason, row.decline_note = CityState.DECLINED, reason, note[:400]
    kept(row)
    record("brief.decline", row, by=by, reason=DeclineReason(reason).label)
    tell_investor("brief_answered", row, what="declined")
    if not row.brief.cities.filter(state__in=UNDER_WAY).exists():
        end(row.brief, BriefState.CLOSED, CityState.NOT_CHOSEN, by=None, reason=EndReason.NO_ANSWER)
    return row


@transaction.atomic
def reply_back(part: CityBrief, *, by, text: str, version=None) -> CityBrief:
    """To the one question the investor asked back; also after the last day, while no city was chosen."""
    row = locked_part(part, by, version)
    if row.brief.state not in OPEN or not row.wants_reply:
        raise NotPossible(_("There is nothing to reply to. Open the brief again to see where it stands."))
    row.reply, row.replied_at = text, clock.now()
    kept(row)
    record("brief.reply_back", row, by=by)
    tell_investor("brief_answered", row, what="replied")
    return row


def refuse_foreign_sites(row: CityBrief, sites) -> None:
    listed = Project.objects.listed().filter(city=row.city, pk__in=[site.pk for site in sites])
    if listed.count() != len(sites):
        raise NotPossible(_("Only published listings of this city can be offered. One of these is not."))


def for_answer(part: CityBrief, by, version) -> CityBrief:
    row = locked_part(part, by, version)
    if row.brief.state not in OPEN or row.state not in UNDER_WAY:
        raise NotPossible(_("This brief is no longer open. Your draft is kept; nothing was sent."))
    if row.brief.is_due:
        raise NotPossible(_("The last day for answers has passed. Your draft is kept; nothing was sent."))
    return row


def locked_part(part: CityBrief, by, version) -> CityBrief:
    """The brief is locked first, as everywhere, then the city's part of it."""
    brief = Brief.objects.select_for_update().get(pk=part.brief_id)
    rows = CityBrief.objects.select_for_update(of=["self"]).select_related("city")
    row = rows.get(pk=part.pk)
    row.brief = brief
    if not row.can_be_answered_by(by):
        raise PermissionDenied
    if version is not None and version != row.version:
        raise OldVersion
    return row


def kept(row: CityBrief) -> None:
    row.version += 1
    row.save()
