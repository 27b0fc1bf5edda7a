"""The nightly run: every active mandate against every open project, in chunks that any number of workers take.

A chunk is done in one transaction that ends with a conditional update of its row: a worker that is killed leaves
nothing behind but a claim that lapses, and a claim that has lapsed can no longer be honoured. Chunks are scored
first; when all are, they are settled: a project's best mandates come in even where they would not be among the
mandate's best, and what no longer stands is retired."""

import logging
import secrets
import time
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Sum

from investguangdong.core import clock
from investguangdong.core.locks import advisory_lock
from investguangdong.core.models import Change
from investguangdong.investors.models import Mandate
from investguangdong.matching import crowds
from investguangdong.matching.actions.arranging import arrange_all
from investguangdong.matching.actions.scoring import rescore_projects
from investguangdong.matching.actions.settling import score_chunk, settle_chunk
from investguangdong.matching.actions.storing import retire
from investguangdong.matching.choices import RunState
from investguangdong.matching.models import Match, Run, RunChunk, ScoreModel
from investguangdong.matching.supply import latest_change
from investguangdong.projects.models import Project

log = logging.getLogger(__name__)

CHUNK = 250  # mandates
MOST_CHUNKS = 100
LEASE = timedelta(minutes=2)
PAUSE = timedelta(seconds=20)  # before a chunk that failed is tried again
MOST_ATTEMPTS = 5
AT_ONCE = 50  # projects that have changed meanwhile


class Lost(Exception):
    """The claim has lapsed and somebody else works on the chunk."""


def start_run() -> Run:
    """A new run, or the one that is under way. One that scores with weights that no longer serve is ended."""
    weights = ScoreModel.objects.ensure(ScoreModel.objects.serving())
    Run.objects.running().exclude(model_version=weights.version).update(
        state=RunState.FAILED, finished_at=clock.now(), problem="Other weights have been put to use."
    )
    try:
        with transaction.atomic():
            return begin(weights.version)
    except IntegrityError:
        return Run.objects.running().get()


def begin(version: str) -> Run:
    pks = list(Mandate.objects.active().order_by("pk").values_list("pk", flat=True))
    size = max(CHUNK, -(-len(pks) // MOST_CHUNKS))
    parts = [pks[at : at + size] for at in range(0, len(pks), size)]
    run = Run.objects.create(
        model_version=version,
        data_version=latest_change(),
        mandates=len(pks),
        projects=Project.objects.open_now().count(),
        chunks_total=len(parts),
    )
    RunChunk.objects.bulk_create(
        RunChunk(run=run, number=number, first=part[0], last=part[-1])
        for number, part in enumerate(parts, start=1)
    )
    return run


def work_on_run(*, seconds: float) -> bool:
    """Takes chunks of the run under way until the time is up; says whether there is more to do."""
    end = time.monotonic() + seconds
    while (run := Run.objects.running().first()) is not None:
        chunk = claim(run)
        if chunk is not None:
            do(run, chunk)
        elif run.chunks.unsettled().exists():
            return False  # the rest is in other hands
        else:
            finish(run)
        if time.monotonic() > end:
            return True
    return False


def claim(run: Run) -> RunChunk | None:
    """A chunk nobody works on. Nothing is settled before everything is scored."""
    open_chunks = run.chunks.unscored() if run.chunks.unscored().exists() else run.chunks.unsettled()
    with transaction.atomic():
        free = open_chunks.free().order_by("number").select_for_update(skip_locked=True)
        chunk = free.defer("kept", "wanted", "crowd").first()
        if chunk is not None:
            chunk.claim, chunk.claimed_until = secrets.token_hex(8), clock.now() + LEASE
            chunk.attempts += 1
            chunk.save(update_fields=["claim", "claimed_until", "attempts"])
    return chunk


def do(run: Run, chunk: RunChunk) -> None:
    """An error leaves the chunk for another attempt, and ends the run when there have been enough of them."""
    step = settle_chunk if chunk.scored_at else score_chunk
    try:
        with transaction.atomic():
            done = step(run, chunk)
            mine = RunChunk.objects.filter(pk=chunk.pk, claim=chunk.claim, scored_at=chunk.scored_at)
            free = {"claim": "", "claimed_until": None, "attempts": 0}
            if not mine.filter(run__state=RunState.RUNNING).update(**done, **free):
                raise Lost
    except Lost:
        log.warning("Chunk %s of the matching was taken over by somebody else.", chunk)
    except Exception as error:
        log.exception("Chunk %s of the matching has failed.", chunk)
        give_back(run, chunk, f"{type(error).__name__}: {error}"[:400])


def give_back(run: Run, chunk: RunChunk, problem: str) -> None:
    mine = RunChunk.objects.filter(pk=chunk.pk, claim=chunk.claim)
    mine.update(claim="", claimed_until=clock.now() + PAUSE)
    ended = {"state": RunState.FAILED, "finished_at": clock.now()} if chunk.attempts >= MOST_ATTEMPTS else {}
    Run.objects.running().filter(pk=run.pk).update(problem=problem, **ended)


def finish(run: Run) -> None:
    """The last steps, by one worker, each of which may be done again: what has changed meanwhile, the order of
    the lists, and only then the end."""
    with advisory_lock("matching.finish") as mine:
        if not mine or not Run.objects.running().filter(pk=run.pk).exists():
            return
        rescore_what_has_changed(run)
        with transaction.atomic():
            retire(Match.objects.filter(is_current=True).exclude(mandate__in=Mandate.objects.active()))
        arrange_all()
        with transaction.atomic():
            crowds.keep(run)
            end(run)


def rescore_what_has_changed(run: Run) -> None:
    """Chunks may have been scored with a listing as it was before."""
    since = Change.objects.filter(pk__gt=run.data_version, object_type="projects.project")
    pks = sorted({int(pk) for pk in since.values_list("object_id", flat=True)})
    for at in range(0, len(pks), AT_ONCE):
        rescore_projects(list(Project.objects.filter(pk__in=pks[at : at + AT_ONCE])))


def end(run: Run) -> None:
    sums = run.chunks.aggregate(pairs=Sum("pairs", default=0), written=Sum("written", default=0))
    run.chunks.update(kept=b"", wanted=b"", crowd=b"")
    Run.objects.running().filter(pk=run.pk).update(
        state=RunState.FINISHED, finished_at=clock.now(), problem="", **sums
    )
