"""The one question to ask about a mandate, from its present candidates."""

from dataclasses import dataclass

from investguangdong.investors.completeness import QUESTIONS, Question, open_questions
from investguangdong.investors.models import Mandate
from investguangdong.matching.asking import Ask, worth_asking
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.reading import Reference, mandate_facts
from investguangdong.matching.scoring import score_many
from investguangdong.matching.supply import Supply, read
from investguangdong.projects.models import Project


@dataclass(frozen=True)
class Next:
    mandate: Mandate
    question: Question
    ask: Ask


def next_question(mandate: Mandate) -> Next | None:
    """None where nothing is unknown, or no answer would separate the candidates. Reads what `with_facts()`
    prefetched of the mandate."""
    unknown = open_questions(mandate)
    asks = asks_of(mandate, unknown) if unknown else []
    return Next(mandate, QUESTIONS[asks[0].name], asks[0]) if asks else None


def asks_of(mandate: Mandate, unknown: list[str]) -> list[Ask]:
    reference, weights = Reference(), ScoreModel.objects.serving()
    kept = Match.objects.filter(mandate=mandate).standing().values("project")
    rows = read(Project.objects.filter(pk__in=kept), reference, with_text=False)
    table = Supply(rows, reference).table

    def score(facts):
        scores = score_many(facts, table, neighbours=reference.neighbours, weights=weights)
        return scores.totals, scores.stands

    return worth_asking(mandate_facts(mandate, reference), table, score, unknown)
