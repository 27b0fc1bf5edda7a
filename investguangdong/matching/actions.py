"""Scoring pairs and answering them."""

from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.investors.choices import Digest, MandateState
from investguangdong.investors.models import Mandate
from investguangdong.matching import introduce
from investguangdong.matching.models import Answer, Feedback, Match, Reason, ScoreModel, Side
from investguangdong.matching.reading import (
    Market,
    fingerprint,
    mandate_facts,
    market_for,
    market_of,
    whole_market,
)
from investguangdong.matching.scoring import Result, best, result_of, score_many
from investguangdong.matching.weights import Weights
from investguangdong.notifications.actions import notify
from investguangdong.projects.models import Project

ACTIVE = MandateState.ACTIVE
KEPT = 50
# Below this the pair is not worth anybody's time and is not stored.
FLOOR = 30
SCORED = [
    *("model_version", "score", "gate", "known", "asked", "gates", "parts", "material", "is_current", "at"),
    *("reasons", "clashes", "unknowns", "raises"),
]


class NotPossible(Exception):
    """The answer comes too late or is no answer; the sentence says what to do instead."""


@transaction.atomic
def rescore_mandate(mandate: Mandate, *, market: Market | None = None) -> list[Match]:
    """Scores the mandate against the open projects and keeps the best. Answers that were given stay; a pair
    that was turned down comes back only when a material fact has changed since. A `market` that was read
    before is shared by many mandates."""
    Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    mandate = Mandate.objects.with_facts().get(pk=mandate.pk)
    weights = ScoreModel.objects.serving()
    pairs = best_pairs(mandate, market or market_for(mandate), weights) if mandate.state == ACTIVE else []
    store(pairs, weights)
    retire(Match.objects.filter(mandate=mandate).exclude(project__in=[match.project_id for match in pairs]))
    return list(Match.objects.filter(mandate=mandate, is_current=True).best_first())


def rescore_mandates(mandates) -> int:
    """Many mandates against the whole market, which is read once; each in its own transaction."""
    market = whole_market()
    done = [rescore_mandate(mandate, market=market) for mandate in mandates]
    return len(done)


def best_pairs(mandate: Mandate, market: Market, weights: Weights) -> list[Match]:
    if not market.rows:
        return []
    facts, table, near = mandate_facts(mandate, market.reference), market.table, market.reference.neighbours
    scores = score_many(facts, table, neighbours=near, weights=weights)
    found = []
    for row in best(scores, table, count=KEPT):
        if scores.totals[row] < FLOOR:
            break
        result = result_of(row, scores, facts, table, neighbours=near, weights=weights)
        found.append(scored(mandate, market.rows[row], result, fingerprint(facts, table.projects[row])))
    return found


def scored(mandate: Mandate, project: Project, result: Result, material: str) -> Match:
    return Match(
        mandate=mandate,
        project=project,
        score=min(Decimal(f"{result.score:.6f}"), Decimal(100)),
        gate=result.gate,
        gates=result.gates,
        known=result.known,
        asked=result.asked,
        material=material,
        parts=[asdict(part) for part in result.parts],
        **{name: told(getattr(result, name)) for name in ("reasons", "clashes", "unknowns", "raises")},
    )


def told(findings) -> list[dict]:
    return [asdict(finding) for finding in findings]


def store(pairs: list[Match], weights: Weights) -> None:
    for match in pairs:
        match.model_version, match.at, match.is_current = weights.version, clock.now(), True
    Match.objects.bulk_create(
        pairs, update_conflicts=True, unique_fields=["mandate", "project"], update_fields=SCORED
    )
    reopen(Match.objects.filter(mandate__in={match.mandate_id for match in pairs}))


def reopen(matches) -> None:
    """A no counts for the facts it was given for."""
    changed = matches.exclude(declined_material="").exclude(declined_material=F("material"))
    changed.filter(state_investor=Answer.NO).update(state_investor=Answer.OPEN, declined_material="")
    changed.filter(state_project=Answer.NO).update(state_project=Answer.OPEN, declined_material="")


def retire(matches) -> None:
    """Pairs that no longer stand: forgotten if nobody answered them, kept as history otherwise."""
    matches.unanswered().delete()
    matches.update(is_current=False)


@transaction.atomic
def rescore_project(project: Project) -> list[Match]:
    """Scores every active mandate against one project, after the project has changed."""
    market, weights = market_of(project), ScoreModel.objects.serving()
    mandates = Mandate.objects.active().with_facts().order_by("pk") if market.rows else []
    pairs = [pair for mandate in mandates for pair in best_pairs(mandate, market, weights)]
    store(pairs, weights)
    retire(Match.objects.filter(project=project).exclude(mandate__in=[match.mandate_id for match in pairs]))
    return pairs


@transaction.atomic
def decide(match: Match, *, by, answer: str, reason: str = "", note: str = "") -> Match:
    """Records one side's answer; the same answer twice is one answer. When both sides have said yes, names
    are opened and a case is made. Raises `NotPossible` after that, and for a no without a reason."""
    locked = Match.objects.select_for_update(of=("self",))
    match = locked.select_related("mandate", "project").get(pk=match.pk)
    side = Side.PROJECT if by.is_staff else Side.INVESTOR
    check_answer(match, answer=answer, reason=reason)
    before = match.state_of(side)
    if before == answer:
        return match
    setattr(match, f"state_{side}", answer)
    match.declined_material = match.material if Answer.NO in match.answers else ""
    match.save(update_fields=[f"state_{side}", "declined_material"])
    Feedback.objects.create(
        match=match,
        side=side,
        action=answer,
        reason=reason,
        note=note[:400],
        by=by,
        score=match.score,
        model_version=match.model_version,
    )
    record("decided", match, by=by, changes={f"state_{side}": (before, answer)}, reason=reason)
    if match.is_mutual:
        introduce.both_sides(match, by=by)
    return match


def check_answer(match: Match, *, answer: str, reason: str) -> None:
    if answer not in (Answer.YES, Answer.LATER, Answer.NO):
        raise NotPossible(_("Choose one of the answers."))
    if answer == Answer.NO and reason not in Reason.values:
        raise NotPossible(_("Say why, so that the next matches are better."))
    if match.is_mutual and answer != Answer.YES:
        raise NotPossible(_("Both sides have already agreed and a case is open. Write to the officer there."))


def tell_new_matches() -> int:
    """One letter a member and mandate, at most one a day, with the strong matches nobody has told yet."""
    today = clock.today()
    wanted = [Digest.INSTANT, Digest.DAILY, *([Digest.WEEKLY] if today.weekday() == 0 else [])]
    mandates = Mandate.objects.active().filter(digest__in=wanted).select_related("organisation")
    return sum(tell_about(mandate, version=today.isoformat()) for mandate in mandates.order_by("pk"))


@transaction.atomic
def tell_about(mandate: Mandate, *, version: str) -> int:
    matches = list(Match.objects.filter(mandate=mandate).untold().best_first().select_for_update()[:20])
    if not matches:
        return 0
    ids = [match.pk for match in matches]
    members = mandate.organisation.memberships.current().select_related("user").order_by("pk")
    for member in members:
        notify("match_digest", to=member.user, about=mandate, version=version, context={"matches": ids})
    Match.objects.filter(pk__in=ids).update(told_at=clock.now())
    return len(members)
