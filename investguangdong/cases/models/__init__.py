from investguangdong.cases.models.case import Case, CaseQuerySet, next_number
from investguangdong.cases.models.choices import (
    CLOSED,
    AssignedBecause,
    Channel,
    EntryKind,
    QuestionState,
    Stage,
    State,
)
from investguangdong.cases.models.parts import (
    TEXT_LIMIT,
    CaseEntry,
    CaseQuestion,
    Promise,
    StageMove,
    Wait,
)

__all__ = [
    "CLOSED",
    "TEXT_LIMIT",
    "AssignedBecause",
    "Case",
    "CaseEntry",
    "CaseQuerySet",
    "CaseQuestion",
    "Channel",
    "EntryKind",
    "Promise",
    "QuestionState",
    "Stage",
    "StageMove",
    "State",
    "Wait",
    "next_number",
]
