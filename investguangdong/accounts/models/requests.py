"""What a person asks about her own data: a copy, a correction, to be erased."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models.people import OfficerScope, User
from investguangdong.core import clock

UNDO_WITHIN = timedelta(days=7)
COPY_KEPT_FOR = timedelta(hours=24)


def new_code() -> str:
    return uuid.uuid4().hex[:20]


class OwnRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own; those of everybody for who works on the whole province."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        wide = OfficerScope.objects.province_wide().filter(user=user)
        return self if user.is_superuser or wide.exists() else self.filter(user=user)

    def own_of(self, user):
        return self.filter(user=user) if user.is_authenticated else self.none()


class ErasureQuerySet(OwnRequestQuerySet):
    def waiting(self):
        return self.filter(state=Erasure.State.WAITING)

    def due(self):
        return self.waiting().filter(due_at__lte=clock.now())


class Erasure(models.Model):
    """One wish to be erased. It waits a week, in which she may take it back; what is left of it afterwards is
    the number of the account, so that a restored backup can be cleaned again."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for its day")
        UNDONE = "undone", _("taken back")
        STOPPED = "stopped", _("stopped by something under way")
        ERASED = "erased", _("erased, the letter about it is on its way")
        DONE = "done", _("erased")

    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="erasures", verbose_name=_("person")
    )
    account = models.BigIntegerField(_("number of the account"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    ends_what_is_open = models.BooleanField(_("ends what is open"), default=False)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    due_at = models.DateTimeField(_("to be carried out"))
    closed_at = models.DateTimeField(_("carried out or taken back"), null=True, blank=True)
    counts = models.JSONField(_("rows by kind"), default=dict, blank=True)
    letter = models.BigIntegerField(_("letter about it"), null=True, blank=True, editable=False)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(state="waiting"), name="erasure_waits_once_a_person"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(closed_at__isnull=False), name="closed_erasure_has_its_time"
            ),
        ]

    def __str__(self):
        return self.code


class CorrectionQuerySet(OwnRequestQuerySet):
    def waiting(self):
        return self.filter(answered_at=None)

    def overdue(self):
        return self.waiting().filter(due_at__lt=clock.now())


class Correction(models.Model):
    """Something about a person that she cannot put right herself. A desk answers it by a date."""

    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="corrections", verbose_name=_("person"))
    about = models.CharField(_("kind of data"), max_length=60)
    text = models.TextField(_("what is wrong, and what is right"), max_length=2000)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    due_at = models.DateTimeField(_("answer due"))
    was_corrected = models.BooleanField(_("corrected"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    private_fields = frozenset({"text", "answer"})

    class Meta:
        verbose_name = _("request for a correction")
        verbose_name_plural = _("requests for corrections")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & Q(was_corrected__isnull=False)),
                name="answered_correction_says_what",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def is_overdue(self) -> bool:
        return self.answered_at is None and self.due_at < clock.now()


class DataCopyQuerySet(OwnRequestQuerySet):
    def unbuilt(self):
        return self.filter(state=DataCopy.State.WAITING)

    def past(self):
        return self.filter(asked_at__lt=clock.now() - COPY_KEPT_FOR)


class DataCopy(models.Model):
    """A copy of everything about a person that is too large to be made while she waits; gone after a day."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being built")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="data_copies", verbose_name=_("person"))
    language = models.CharField(_("language"), max_length=7)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    file = models.FileField(_("file"), upload_to="copies/", blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = DataCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of a person's data")
        verbose_name_plural = _("copies of people's data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="waiting"), name="one_copy_is_built_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(file="") & Q(finished_at__isnull=False)),
                name="finished_copy_has_a_file",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def until(self):
        return self.asked_at + COPY_KEPT_FOR
