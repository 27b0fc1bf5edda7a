"""Numbers into findings, once, when somebody looks: many pairs are scored that nobody ever opens."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal

from django.db import transaction

from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching.facts import MandateFacts, ProjectFacts
from investguangdong.matching.gates import WORDS
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.raising import ways
from investguangdong.matching.reading import Reference, mandate_facts
from investguangdong.matching.scoring import Result, score
from investguangdong.matching.supply import read
from investguangdong.matching.weights import Weights
from investguangdong.projects.models import Project

CODES = {word: code for code, word in WORDS.items()}
NUMBERS = ("score", "gate", "known", "asked", "signal_values", "gate_codes")
FINDINGS = ("reasons", "clashes", "unknowns", "raises")


@transaction.atomic
def explain_matches(matches: Iterable[Match]) -> int:
    """Fills in what is said about these pairs where nobody has yet, in the rows and in the database. A pair whose
    facts have moved since it was scored gets its numbers anew in the same breath, so that what is said and what
    is counted never differ. Returns how many were explained."""
    waiting = {match.pk: match for match in matches if match.explained_at is None}
    if not waiting:
        return 0
    rows = Match.objects.filter(pk__in=waiting, explained_at=None).order_by("pk")
    rows = list(rows.select_for_update(of=("self",), no_key=True))
    for row, mandate, project, weights, near in with_facts(rows):
        explain(row, mandate, project, weights=weights, neighbours=near)
    Match.objects.bulk_update(rows, [*NUMBERS, *FINDINGS, "explained_at"])
    for row in rows:
        for name in (*NUMBERS, *FINDINGS, "explained_at"):
            setattr(waiting[row.pk], name, getattr(row, name))
    return len(rows)


def with_facts(rows: list[Match]):
    """Each pair with its facts and the weights that scored it, in a fixed number of queries."""
    reference = Reference()
    mandates = Mandate.objects.with_facts().filter(pk__in={row.mandate_id for row in rows})
    wishes = {mandate.pk: mandate_facts(mandate, reference) for mandate in mandates}
    offers = Project.objects.filter(pk__in={row.project_id for row in rows})
    projects = read(offers, reference, with_text=True)
    weights = ScoreModel.objects.by_version({row.model_version for row in rows})
    for row in rows:
        yield (
            row,
            wishes[row.mandate_id],
            projects[row.project_id],
            weights[row.model_version],
            reference.neighbours,
        )


def explain(
    row: Match, mandate: MandateFacts, project: ProjectFacts, *, weights: Weights, neighbours
) -> None:
    def scored(wants: MandateFacts, offers: ProjectFacts) -> tuple[float, str]:
        found = score(wants, offers, neighbours=neighbours, weights=weights)
        return found.score, found.gate

    found = score(mandate, project, neighbours=neighbours, weights=weights)
    count(row, found)
    row.reasons, row.clashes, row.unknowns = (
        [asdict(one) for one in getattr(found, name)] for name in FINDINGS[:3]
    )
    row.raises = [asdict(way) for way in ways(mandate, project, scored=scored)]
    row.explained_at = clock.now()


def count(row: Match, found: Result) -> None:
    row.score = min(Decimal(f"{found.score:.6f}"), Decimal(100))
    row.gate, row.known, row.asked = found.gate, found.known, found.asked
    row.gate_codes = [CODES[word] for word in found.gates.values()]
    row.signal_values = [
        part.contribution / part.points if part.points else part.value for part in found.parts
    ]
