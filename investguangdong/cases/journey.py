"""A case as the investor reads it: the river of stages, and whose move it is. Pure."""

from typing import NamedTuple

from investguangdong.cases.models.choices import Stage

DONE, NOW, LATER = "done", "now", "later"
NARROW, GROWTH = 1.0, 0.5  # half the width of the river, in units of its drawing


class Step(NamedTuple):
    stage: Stage
    standing: str
    at: object
    path: str


def steps(stage: str, received_at, moves) -> list[Step]:
    """All stages with where the case stands; `moves` in order. A stage passed by has no date."""
    order = list(Stage)
    here = order.index(Stage(stage))
    reached = {Stage.LEAD: received_at, **{move.to_stage: move.at for move in moves}}
    return [
        Step(
            step,
            DONE if place < here else NOW if place == here else LATER,
            reached.get(step) if place <= here else None,
            segment(place),
        )
        for place, step in enumerate(order)
    ]


def segment(place: int) -> str:
    """The river between two stages on a 24 by 100 ground; it widens as the case moves on."""
    top, foot = NARROW + GROWTH * place, NARROW + GROWTH * (place + 1)
    return f"M{12 - top} 0H{12 + top}L{12 + foot} 100H{12 - foot}Z"


def move_of(case) -> str:
    """Whose move it is: confirm, closed, investor, officer, answered or answered_in_part."""
    if not case.is_confirmed:
        return "confirm"
    if case.is_closed:
        return "closed"
    if case.is_waiting_for_investor:
        return "investor"
    return "answered" if case.full_answer_at else "officer"
