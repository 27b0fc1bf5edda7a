"""What stands between a draft and the public: rounds of review, comments on lines, and what went out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.projects.models.choices import ReviewKind, ReviewState
from investguangdong.projects.models.project import Project


class DeskQuerySet(models.QuerySet):
    """Rows of the review desk: never public, not even those of a listing that is."""

    def visible_to(self, user):
        scope = scope_of(user)
        return self.filter(project__in=Project.objects.on_desk_of(user)) if scope else self.none()


OPEN_STATES = (ReviewState.WRITING, ReviewState.ASKED)
UNSETTLED = (*OPEN_STATES, ReviewState.RETURNED)


class ReviewQuerySet(DeskQuerySet):
    def open_of(self, project):
        """The round that is being written or waits for an answer, or None."""
        return self.filter(project=project, state__in=OPEN_STATES).first()

    def open_among(self, keys):
        return self.filter(project__in=keys, state__in=OPEN_STATES)

    def unsettled(self):
        """The last round of each listing, as long as it was neither published nor given up."""
        later = self.model.objects.filter(
            project=models.OuterRef("project"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later), state__in=UNSETTLED)

    def beside(self, project):
        """The round that holds changes of a public listing, or None."""
        return self.filter(project=project).exclude(kind=ReviewKind.FIRST).unsettled().first()

    def waiting(self):
        """Longest first: somebody asked, nobody has answered."""
        return self.filter(state=ReviewState.ASKED).order_by("asked_at", "pk")


class Review(models.Model):
    """One round: an author asks, somebody else publishes or returns it with a reason.

    `proposal` holds the changes of a listing that is public already, as {column: value in JSON}: the public
    row stays as it is until they are published."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="reviews", verbose_name=_("project"))
    number = models.PositiveSmallIntegerField(_("round"))
    kind = models.CharField(_("kind"), max_length=12, choices=ReviewKind)
    state = models.CharField(_("state"), max_length=10, choices=ReviewState, default=ReviewState.ASKED)
    proposal = models.JSONField(_("proposed changes"), default=dict, blank=True)
    writers = models.ManyToManyField(User, related_name="+", blank=True, verbose_name=_("written by"))
    asked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    taken_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reviewer")
    )
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a listing")
        verbose_name_plural = _("reviews of listings")
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="review_round_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(state__in=OPEN_STATES), name="one_open_review_a_project"
            ),
            models.CheckConstraint(
                name="review_asked_says_when", condition=~Q(state="asked") | Q(asked_at__isnull=False)
            ),
            models.CheckConstraint(
                name="review_returned_says_why", condition=~Q(state="returned") | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="asked"), name="review_queue"),
        ]

    def __str__(self):
        return f"{self.project_id} · {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class CommentQuerySet(DeskQuerySet):
    def open_now(self):
        """Neither resolved nor an answer to another comment."""
        return self.filter(resolved_at=None, answers=None)

    def must_fix(self):
        return self.open_now().filter(is_must=True)


class ReviewComment(models.Model):
    """A remark on one line of a listing. Kept for good; the round says when it was made."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="review_comments", verbose_name=_("project")
    )
    number = models.PositiveIntegerField(_("number"))
    round = models.PositiveSmallIntegerField(_("round"), default=0)
    line = models.CharField(
        _("line"), max_length=60, blank=True, help_text=_("A field, or evidence:kind; empty for the whole.")
    )
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("answers")
    )
    text = models.TextField(_("comment"), max_length=2000)
    is_must = models.BooleanField(_("must be put right before it goes on"), default=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"), default=clock.now)
    resolved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    resolved_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a listing")
        verbose_name_plural = _("comments on listings")
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="review_comment_number_once"),
            models.CheckConstraint(name="review_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="review_answer_settles_nothing",
                condition=Q(answers=None) | Q(is_must=False, resolved_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.project_id} · {self.number}"

    @property
    def is_settled(self) -> bool:
        return self.resolved_at is not None


class Publication(models.Model):
    """What the public was shown from a moment on: every public field as it went out. Never edited."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="publications", verbose_name=_("project")
    )
    number = models.PositiveIntegerField(_("publication"))
    version = models.PositiveIntegerField(_("version of the row"))
    at = models.DateTimeField(_("time"), default=clock.now)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    data = models.JSONField(_("public fields"))

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication of a listing")
        verbose_name_plural = _("publications of listings")
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="publication_number_once"),
        ]

    def __str__(self):
        return f"{self.project_id} · {self.number}"
