"""The nightly run over all pairs, in chunks that any number of workers take."""

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.matching.choices import RunState


class RunQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_staff else self.none()

    def running(self):
        return self.filter(state=RunState.RUNNING)

    def with_progress(self):
        return self.annotate(
            scored=Count("chunks", filter=Q(chunks__scored_at__isnull=False)),
            settled=Count("chunks", filter=Q(chunks__settled_at__isnull=False)),
        )


class Run(models.Model):
    """One pass over every active mandate. Each chunk is scored, and when all are, settled: what projects want
    is added, what no longer stands is retired. `data_version` is the last change when it began: what has
    changed since is scored again at the end. `crowd` is how high investors stand with each project
    (`crowds`)."""

    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.RUNNING)
    started_at = models.DateTimeField(_("started"), default=clock.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    model_version = models.SlugField(_("score model"), max_length=40)
    data_version = models.BigIntegerField(_("last change before"), default=0)
    mandates = models.PositiveIntegerField(_("mandates"), default=0)
    projects = models.PositiveIntegerField(_("open projects"), default=0)
    chunks_total = models.PositiveIntegerField(_("chunks"), default=0)
    pairs = models.BigIntegerField(_("pairs scored"), default=0)
    written = models.BigIntegerField(_("matches written"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=400, blank=True)
    crowd = models.BinaryField(default=bytes)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of the matching")
        verbose_name_plural = _("runs of the matching")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=RunState.RUNNING), name="one_matching_run_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.RUNNING) | Q(finished_at__isnull=False),
                name="matching_run_that_ended_says_when",
            ),
        ]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M}"

    @property
    def steps(self) -> int:
        """Each chunk is scored and settled."""
        return 2 * self.chunks_total

    @property
    def steps_done(self) -> int:
        """Reads `with_progress()`; the chunks of an old run may be gone."""
        return self.steps if self.state == RunState.FINISHED else self.scored + self.settled

    @property
    def done_percent(self) -> int:
        return 100 * self.steps_done // self.steps if self.steps else 100


class RunChunkQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_staff else self.none()

    def unscored(self):
        return self.filter(scored_at=None)

    def unsettled(self):
        return self.filter(settled_at=None)

    def taken(self):
        return self.filter(claimed_until__gte=clock.now())

    def free(self):
        """Nobody works on it, or whoever did has not been heard of since."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lt=clock.now()))


class RunChunk(models.Model):
    """Mandates of a run by primary key, from `first` to `last`. `kept` are the pairs it stored, `wanted` the
    best mandates of each project among its own and `crowd` sums over all of them, as packed numbers."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="chunks", verbose_name=_("run"))
    number = models.PositiveIntegerField(_("number"))
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    claim = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    scored_at = models.DateTimeField(_("scored"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    pairs = models.BigIntegerField(_("pairs scored"), default=0)
    written = models.PositiveIntegerField(_("matches written"), default=0)
    kept = models.BinaryField(default=bytes)
    wanted = models.BinaryField(default=bytes)
    crowd = models.BinaryField(default=bytes)

    objects = RunChunkQuerySet.as_manager()

    class Meta:
        verbose_name = _("chunk of a run")
        verbose_name_plural = _("chunks of runs")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="matching_chunk_once_a_run"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="matching_chunk_in_order"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(scored_at__isnull=False),
                name="matching_chunk_is_scored_before_it_settles",
            ),
        ]

    def __str__(self):
        return f"{self.run_id}/{self.number}"
