import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def new_code() -> str:
    """An unguessable public code: the address of a report is not a way to count reports."""
    return uuid.uuid4().hex[:20]


class ReportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Runs about public rows are for everyone; the others for who asked. What the run is *about* is checked
        again when it is downloaded."""
        if user.is_authenticated and user.is_superuser:
            return self
        asked = Q(asked_by=user) if user.is_authenticated else Q(pk__in=[])
        return self.filter(Q(is_public=True) | asked)

    def unfinished(self):
        return self.filter(state__in=[ReportRun.State.QUEUED, ReportRun.State.BUILDING])

    def abandoned(self, now):
        """Unfinished runs that no worker holds: never delivered by the broker, or their worker died."""
        return self.unfinished().filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))


class ReportRun(models.Model):
    """One document that somebody asked for: which report, about what, in which language, and the file it became."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        BUILDING = "building", _("being built")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    code = models.CharField(_("code"), max_length=32, unique=True, default=new_code)
    definition = models.CharField(_("report"), max_length=40)
    about_code = models.CharField(_("about"), max_length=40)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    fingerprint = models.CharField(
        _("data fingerprint"), max_length=64, help_text=_("SHA-256 of the data that the report shows")
    )
    is_public = models.BooleanField(_("open to everyone"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress in per cent"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    leased_until = models.DateTimeField(_("held by a worker until"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    file = models.FileField(_("file"), upload_to="reports/", blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), null=True, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "about_code", "language", "fingerprint"],
                condition=Q(is_public=True) & ~Q(state="failed"),
                name="one_public_report_of_the_same_data",
            ),
            models.CheckConstraint(
                condition=Q(progress__gte=0, progress__lte=100), name="report_progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(file="") & ~Q(sha256="") & Q(finished_at__isnull=False)),
                name="finished_report_has_a_file",
            ),
        ]
        indexes = [models.Index(fields=["state", "leased_until"], name="report_waiting")]

    def __str__(self):
        return f"{self.definition} {self.about_code} ({self.language})"

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_failed(self) -> bool:
        return self.state == self.State.FAILED

    @property
    def file_name(self) -> str:
        return f"{self.about_code}-{self.definition}-{self.language}{self.suffix}"

    @property
    def suffix(self) -> str:
        return PurePath(self.file.name or "report.pdf").suffix
