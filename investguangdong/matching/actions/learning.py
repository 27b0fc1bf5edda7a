"""Learning from answers: a new version of the weights with what it is worth. It never serves by itself."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.models import JobRun
from investguangdong.matching.choices import Side
from investguangdong.matching.learning import FEWEST, Lesson, learn
from investguangdong.matching.models import ScoreModel
from investguangdong.matching.models.shown import KEPT_DAYS
from investguangdong.matching.outcomes import answered_lists
from investguangdong.matching.weights import DEFAULT, Weights, written

JOB = "matching.train"
# In the list of a project, its own place in the list of the investor cannot count.
FIXED = {Side.INVESTOR: (), Side.PROJECT: ("mutual",)}
COLUMNS = {Side.INVESTOR: "to_projects", Side.PROJECT: "to_investors"}


def train(*, by=None) -> ScoreModel | None:
    """Learns each direction for which there are enough answered lists; the other keeps the serving points.
    Returns the new version, or None where neither has enough or nothing would change. What came of it stands
    in the list of job runs."""
    started, serving = clock.now(), ScoreModel.objects.serving()
    lessons = lessons_now(serving)
    columns = {COLUMNS[side]: lesson.points for side, lesson in lessons.items() if lesson.points}
    changed = {name: points for name, points in columns.items() if points != getattr(serving, name)}
    made = None
    if changed:
        made = keep(replace(serving, version=next_version(), **changed), lessons, serving=serving, by=by)
    JobRun.objects.create(
        key=f"{JOB} {started:%Y-%m-%d %H:%M:%S.%f}",
        started_at=started,
        finished_at=clock.now(),
        outcome=said(lessons, made),
    )
    return made


def lessons_now(serving: Weights) -> dict[str, Lesson]:
    today = clock.today()
    found = {}
    for side, name in COLUMNS.items():
        lists = answered_lists(side, since=today - timedelta(days=KEPT_DAYS), before=today)
        points = {"stated": getattr(DEFAULT, name), "serving": getattr(serving, name)}
        found[side] = learn(lists, **points, fixed=FIXED[side])
    return found


def next_version() -> str:
    learned = ScoreModel.objects.filter(is_learned=True).values_list("version", flat=True)
    numbers = [
        int(version.rpartition("-")[2]) for version in learned if version.rpartition("-")[2].isdecimal()
    ]
    return f"learned-{max(numbers, default=0) + 1}"


@transaction.atomic
def keep(weights: Weights, lessons: dict[str, Lesson], *, serving: Weights, by) -> ScoreModel:
    measured = {
        COLUMNS[side]: lesson.measured.as_dict() for side, lesson in lessons.items() if lesson.measured
    }
    row = ScoreModel(
        version=weights.version,
        weights=written(weights),
        is_learned=True,
        measured={"compared_with": serving.version, **measured},
    )
    row.full_clean()
    row.save()
    record("trained", row, by=by, changes={"compared_with": serving.version})
    return row


NONE = "no new version"


def said(lessons: dict[str, Lesson], made: ScoreModel | None) -> str:
    told = [f"{COLUMNS[side]} {lesson.lists} of {FEWEST} lists" for side, lesson in lessons.items()]
    return "; ".join([made.version if made else NONE, *told])


@dataclass(frozen=True)
class LastTraining:
    """`lists` is [(direction, answered lists)]; `version` is empty where none was made."""

    at: datetime
    version: str
    lists: list[tuple[str, int]]


def last_training() -> LastTraining | None:
    run = JobRun.objects.filter(key__startswith=f"{JOB} ").order_by("-started_at").first()
    if run is None:
        return None
    made, *told = run.outcome.split("; ")
    lists = [(part.split()[0], int(part.split()[1])) for part in told]
    return LastTraining(run.started_at, "" if made == NONE else made, lists)
