from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.cases.models.case import Case
from investguangdong.cases.models.choices import EntryKind, QuestionState, Stage, State
from investguangdong.core import clock

TEXT_LIMIT = 8000


class OfCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(case__in=Case.objects.visible_to(user))


class EntryQuerySet(OfCaseQuerySet):
    def visible_to(self, user):
        """Notes are for the desk of the case; the investor's side never sees them."""
        desk = Case.objects.on_desk_of(user) if user.is_authenticated else Case.objects.none()
        return super().visible_to(user).filter(Q(is_public=True) | Q(case__in=desk))

    def public(self):
        return self.filter(is_public=True)


class CaseEntry(models.Model):
    """One thing said or done, in order. `is_public` means: the investor reads it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="entries", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    text = models.TextField(_("text"), max_length=TEXT_LIMIT, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    cites = models.JSONField(_("figures cited"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=clock.now)
    is_public = models.BooleanField(_("the investor reads this"), default=True)

    objects = EntryQuerySet.as_manager()

    private_fields = frozenset({"text"})

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"], name="case_entry_order")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="case_entry_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.NOTE) | Q(is_public=False), name="case_note_is_internal"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[EntryKind.STAGE, EntryKind.ASSIGNED, EntryKind.STATE]) | ~Q(text=""),
                name="case_entry_says_something",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.get_kind_display()}"

    @property
    def told(self) -> str:
        """What a move says in words; its text holds the code."""
        labels = dict(Stage.choices) if self.kind == EntryKind.STAGE else dict(State.choices)
        return str(labels.get(self.text, self.text))


class CaseQuestion(models.Model):
    """One thing the investor wants to know, ticked off by itself."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="questions", verbose_name=_("case"))
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("question"), max_length=TEXT_LIMIT)
    state = models.CharField(_("state"), max_length=20, choices=QuestionState, default=QuestionState.OPEN)
    asked_in = models.ForeignKey(CaseEntry, models.CASCADE, related_name="questions_asked")
    answered_in = models.ForeignKey(
        CaseEntry, models.SET_NULL, null=True, blank=True, related_name="questions_answered"
    )

    objects = OfCaseQuerySet.as_manager()

    private_fields = frozenset({"text"})

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="case_question_has_its_place"),
            models.CheckConstraint(
                condition=Q(state__in=QuestionState.values), name="case_question_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.ANSWERED) | Q(answered_in__isnull=False),
                name="case_question_answered_says_where",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.position}"

    @property
    def is_settled(self) -> bool:
        return self.state in QuestionState.settled()


class StageMove(models.Model):
    """Written by the site at every move; never changed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="moves", verbose_name=_("case"))
    from_stage = models.CharField(_("from"), max_length=20, choices=Stage)
    to_stage = models.CharField(_("to"), max_length=20, choices=Stage)
    facts = models.JSONField(_("facts given"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=clock.now)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage move")
        verbose_name_plural = _("stage moves")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_stage=F("to_stage")), name="case_stage_move_goes_somewhere"
            ),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.from_stage} → {self.to_stage}"


class Promise(models.Model):
    """What an officer said she would do, and by when."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="promises", verbose_name=_("case"))
    text = models.CharField(_("promise"), max_length=300)
    due_on = models.DateField(_("by"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    made_at = models.DateTimeField(_("made"), default=clock.now)
    kept_at = models.DateTimeField(_("kept"), null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    private_fields = frozenset({"text"})

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(kept_at__gte=F("made_at")), name="case_promise_kept_after_made"
            ),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.due_on}"


class Wait(models.Model):
    """While the next move is the investor's, the officer's clock stands still."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="waits", verbose_name=_("case"))
    began_at = models.DateTimeField(_("from"), default=clock.now)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("wait for the investor")
        verbose_name_plural = _("waits for the investor")
        ordering = ["began_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="case_waits_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="case_wait_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} · {self.began_at:%Y-%m-%d}"
