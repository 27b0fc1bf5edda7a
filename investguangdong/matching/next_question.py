"""The one question to ask about a mandate, from its present candidates. What is found stays on the mandate until
it changes or the day ends, so that a page reads it with the row."""

from dataclasses import asdict, dataclass

from investguangdong.investors.actions import record_question
from investguangdong.investors.completeness import QUESTIONS, Question, open_questions
from investguangdong.investors.models import Mandate
from investguangdong.matching.asking import Ask, worth_asking
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.reading import mandate_facts
from investguangdong.matching.supply import supply_for
from investguangdong.matching.table import Table


@dataclass(frozen=True)
class Next:
    question: Question
    ask: Ask


def next_question(mandate: Mandate) -> Next | None:
    """None where nothing is unknown, or no answer would separate the candidates."""
    if not mandate.is_at_work:
        return None
    if not mandate.knows_its_question:
        keep_question(mandate)
    told = {name: value for name, value in mandate.next_question.items() if name not in ("version", "day")}
    question = QUESTIONS.get(told.get("name", ""))
    return Next(question, Ask(**told)) if question else None


def keep_question(mandate: Mandate) -> None:
    row = Mandate.objects.with_facts().get(pk=mandate.pk)
    unknown = open_questions(row)
    asks = asks_of(row, unknown) if unknown else []
    record_question(mandate, **(asdict(asks[0]) if asks else {}))


def asks_of(mandate: Mandate, unknown: list[str]) -> list[Ask]:
    """Over the kept candidates, in the market of all open listings."""
    supply, weights = supply_for(mandate), ScoreModel.objects.serving()
    kept = Match.objects.filter(mandate=mandate).standing().values_list("project", flat=True)
    rows = [supply.row_of[pk] for pk in kept if pk in supply.row_of]
    whole = supply.table
    table = Table([supply.facts[row] for row in rows], market=whole.market, crowd=whole.crowd[rows])

    facts = mandate_facts(mandate, supply.reference)
    return worth_asking(facts, table, unknown, neighbours=supply.reference.neighbours, weights=weights)
