"""What readers say about a page. No machine's address is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES
from investguangdong.places.models import City


class PageFeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Officers see what was said about pages of their cities; the provincial desk sees everything."""
        scope = scope_of(user) if user.is_authenticated else None
        if not scope:
            return self.none()
        return self if scope.everywhere else self.filter(city__in=scope.city_ids)

    def waiting(self):
        return self.filter(state=PageFeedback.State.NEW)

    def late(self):
        return self.waiting().filter(due_at__lt=clock.now())


class PageFeedback(models.Model):
    """A yes or no, or a remark about one page. A remark waits for an answer; a bare yes or no only counts."""

    class State(models.TextChoices):
        COUNTED = "counted", _("counted only")
        NEW = "new", _("waiting")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed without an answer")

    private_fields = ("text", "email", "answer")

    address = models.CharField(_("page"), max_length=300)
    language = models.CharField(_("language"), max_length=7)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    useful = models.BooleanField(_("useful"), null=True, blank=True)
    text = models.TextField(_("what is wrong"), blank=True)
    email = models.EmailField(_("e-mail for the answer"), blank=True)
    received_at = models.DateTimeField(_("received"), default=clock.now)
    due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("e-mail and text removed"), null=True, blank=True)

    objects = PageFeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("feedback on a page")
        verbose_name_plural = _("feedback on pages")
        indexes = [
            models.Index(fields=["due_at"], name="content_feedback_waiting", condition=Q(state="new")),
            models.Index(fields=["address"], name="content_feedback_by_page"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="content_feedback_is_in_a_known_language"
            ),
            models.CheckConstraint(
                condition=~Q(state="new") | Q(due_at__isnull=False), name="content_waiting_feedback_is_due"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
                name="content_answered_feedback_has_its_time",
            ),
        ]

    def __str__(self):
        return self.address

    def can_be_answered_by(self, user) -> bool:
        may = user.has_perm("content.change_pagefeedback") and scope_of(user).may_write(self.city)
        return bool(may and self.state == self.State.NEW)
