"""Rows into what was shown and what followed: the only place where the labels are read from the database.

Opened and shown come from `Shown`, saved from the shortlists of the organisation's people, interested and no from
the answers, introduced from the match, met and signed from the moves of the organisation's cases on the project."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from django.db.models import F

from investguangdong.cases.models import Case, Stage, StageMove
from investguangdong.core import clock
from investguangdong.investors.models import Membership
from investguangdong.matching import labels
from investguangdong.matching.choices import Answer, Reason, Side
from investguangdong.matching.labels import Act, Showing
from investguangdong.matching.models import Feedback, Match, ScoreModel, Shown
from investguangdong.matching.models.shown import UNIT
from investguangdong.matching.weights import DEFAULT, SIGNALS
from investguangdong.projects.models import SavedProject

STAGES = list(Stage)
# Who is in talks has met; from the signature on, later stages add nothing to the label.
MET = frozenset(STAGES[STAGES.index(Stage.NEGOTIATING) : STAGES.index(Stage.SIGNED)])
SIGNED = frozenset(STAGES[STAGES.index(Stage.SIGNED) :])
ANSWERS = {Answer.YES: labels.INTERESTED, Answer.LATER: labels.SAVED, Answer.NO: labels.NO}


def showings(side: str, *, since: date) -> Iterator[Showing]:
    rows = Shown.objects.filter(side=side).since(since)
    names = ("mandate_id", "project_id", "day", "rank", "model_version", "values")
    for mandate, project, day, rank, version, values in rows.values_list(*names).iterator(chunk_size=5000):
        of, option = turned(side, mandate, project)
        yield Showing(of, option, day, rank, version, tuple(told(value) for value in values))


def told(value: int | None) -> float | None:
    return None if value is None else value / UNIT


def turned(side: str, mandate: int, project: int) -> tuple[int, int]:
    """Whose list it is, and what stands in it."""
    return (mandate, project) if side == Side.INVESTOR else (project, mandate)


def acts(side: str, *, since: date) -> Iterator[Act]:
    found = [openings(side, since), answers(side, since), introductions(since), moves(since)]
    if side == Side.INVESTOR:
        found += [saves(since), questions(since)]
    for mandate, project, at, kind in chain(*found):
        yield Act(*turned(side, mandate, project), day_of(at), kind)


def day_of(at: datetime) -> date:
    return at.astimezone(clock.BUSINESS_ZONE).date()


def openings(side: str, since: date):
    rows = Shown.objects.filter(side=side, opened_at__isnull=False).since(since)
    for mandate, project, at in rows.values_list("mandate_id", "project_id", "opened_at"):
        yield mandate, project, at, labels.OPENED


def answers(side: str, since: date):
    """A project that somebody knew already was no poor match: that no says nothing."""
    rows = Feedback.objects.meant().filter(side=side, at__date__gte=since, action__in=ANSWERS)
    rows = rows.exclude(action=Answer.NO, reason=Reason.KNOWN)
    for mandate, project, at, action in rows.values_list(
        "match__mandate_id", "match__project_id", "at", "action"
    ):
        yield mandate, project, at, ANSWERS[action]


def introductions(since: date):
    rows = Match.objects.filter(introduced_at__date__gte=since)
    for mandate, project, at in rows.values_list("mandate_id", "project_id", "introduced_at"):
        yield mandate, project, at, labels.INTRODUCED


def saves(since: date):
    """By people who belong to the organisation today."""
    members = Membership.objects.current()
    rows = SavedProject.objects.filter(at__date__gte=since, user__memberships__in=members)
    pairs = rows.values_list("user__memberships__organisation_id", "project_id", "at")
    yield from for_mandates(pairs, labels.SAVED)


def questions(since: date):
    """Who asked the desk about a project wants to know more of it."""
    rows = Case.objects.confirmed().filter(organisation__isnull=False, project__isnull=False)
    pairs = rows.filter(confirmed_at__date__gte=since).values_list(
        "organisation_id", "project_id", "confirmed_at"
    )
    yield from for_mandates(pairs, labels.INTERESTED)


def moves(since: date):
    rows = StageMove.objects.filter(at__date__gte=since, to_stage__in=[*MET, *SIGNED])
    rows = rows.filter(case__organisation__isnull=False, case__project__isnull=False)
    names = ("case__organisation_id", "case__project_id", "at", "to_stage")
    found = list(rows.values_list(*names))
    yield from for_mandates([row[:3] for row in found if row[3] in MET], labels.MET)
    yield from for_mandates([row[:3] for row in found if row[3] in SIGNED], labels.SIGNED)


def for_mandates(pairs, kind: str):
    """What an organisation did with a project counts for those of its mandates it was shown to."""
    pairs = list(pairs)
    shown = Shown.objects.filter(project__in={project for _organisation, project, _at in pairs})
    owners = shown.annotate(organisation=F("mandate__organisation"))
    mandates: dict[tuple, set] = {}
    for organisation, project, mandate in owners.values_list("organisation", "project_id", "mandate_id"):
        mandates.setdefault((organisation, project), set()).add(mandate)
    for organisation, project, at in pairs:
        for mandate in sorted(mandates.get((organisation, project), ())):
            yield mandate, project, at, kind


def columns() -> labels.Columns:
    orders = dict(ScoreModel.objects.values_list("version", "signals"))
    return labels.Columns(SIGNALS, DEFAULT.priors, {DEFAULT.version: list(SIGNALS), **orders})


def answered_lists(side: str, *, since: date, before: date) -> list[labels.Answered]:
    return labels.lists_of(
        showings(side, since=since), acts(side, since=since), before=before, columns=columns()
    )
