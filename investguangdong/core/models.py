"""Technical tables: runs of jobs, keys of submitted forms, the change queue, the state of translations."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES


class TechnicalQuerySet(models.QuerySet):
    """Rows that belong to the running of the site: seen by whoever may view them in the back office."""

    def visible_to(self, user):
        name = f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"
        return self if user.is_active and user.has_perm(name) else self.none()


class JobRun(models.Model):
    """One run of a periodic job for one period: the unique key makes a second start do nothing."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    started_at = models.DateTimeField(_("started"), default=clock.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)

    objects = TechnicalQuerySet.as_manager()

    class Meta:
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")
        ordering = ["-started_at"]

    def __str__(self):
        return self.key


class SubmissionKey(models.Model):
    """One submitted form: written in the transaction of its effect, so a second click finds the first."""

    actor_key = models.CharField(_("who sent it"), max_length=64)
    key = models.CharField(_("key"), max_length=64)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    reference = models.CharField(_("what it made"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("sent"), default=clock.now, db_index=True)

    objects = TechnicalQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission key")
        verbose_name_plural = _("submission keys")
        constraints = [
            models.UniqueConstraint(fields=["actor_key", "key"], name="submission_happens_once"),
        ]

    def __str__(self):
        return self.reference or self.key


MOST_QUIETS = 6


class ChangeQuerySet(TechnicalQuerySet):
    def not_seen_by(self, consumer: str):
        return self.exclude(receipts__consumer=consumer)

    def left_alone_for(self, quiet):
        """Of objects that have not changed again meanwhile; one that never rests is taken in the end."""
        now = clock.now()
        newer = Change.objects.filter(
            object_type=models.OuterRef("object_type"),
            object_id=models.OuterRef("object_id"),
            at__gt=now - quiet,
        )
        return self.filter(models.Q(at__lt=now - MOST_QUIETS * quiet) | ~models.Exists(newer))


class Change(models.Model):
    """A fact about a row that upper apps may have to act on. Topic is the app that wrote it."""

    topic = models.CharField(_("topic"), max_length=40, db_index=True)
    object_type = models.CharField(_("kind of object"), max_length=80)
    object_id = models.CharField(_("object"), max_length=64)
    field = models.CharField(_("field"), max_length=80)
    old = models.JSONField(_("old value"), null=True)
    new = models.JSONField(_("new value"), null=True)
    at = models.DateTimeField(_("at"), default=clock.now, db_index=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["id"]

    def __str__(self):
        return f"{self.object_type} {self.object_id}: {self.field}"


class ChangeReceipt(models.Model):
    """One consumer has dealt with one change. A row rather than a cursor: a transaction that commits late
    would slip under a cursor."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="receipts")
    consumer = models.CharField(_("consumer"), max_length=40)

    objects = TechnicalQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt of a change")
        verbose_name_plural = _("receipts of changes")
        constraints = [
            models.UniqueConstraint(fields=["change", "consumer"], name="change_is_consumed_once"),
        ]

    def __str__(self):
        return f"{self.consumer}: {self.change_id}"


class TranslationState(models.Model):
    """How good one text in one language is, and which source text it was made from."""

    class State(models.TextChoices):
        MACHINE = "machine", _("made by a machine, not reviewed")
        REVIEWED = "reviewed", _("reviewed by a person")
        STALE = "stale", _("the source has changed since")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, verbose_name=_("kind of object"))
    object_id = models.CharField(_("object"), max_length=64)
    field = models.CharField(_("field"), max_length=80)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MACHINE)
    source_hash = models.CharField(_("hash of the source"), max_length=64, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)

    objects = TechnicalQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"],
                name="one_state_for_each_translation",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=LANGUAGES), name="translation_is_in_a_known_language"
            ),
        ]
        indexes = [
            models.Index(
                fields=["content_type", "language"],
                condition=models.Q(state="stale"),
                name="translation_stale",
            ),
        ]

    def __str__(self):
        return f"{self.field} ({self.language}): {self.get_state_display()}"
