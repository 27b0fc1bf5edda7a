from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching.choices import Change, Reply


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The mandate's own people, and who sees the mandate by its name."""
        return self.filter(mandate__in=Mandate.objects.visible_to(user))

    def open(self):
        return self.filter(reply=Reply.OPEN)


class Suggestion(models.Model):
    """A change of a mandate that its owner's own answers speak for. It is shown and waits: nothing changes
    before a person accepts.

    `proposal` is {"low", "high", "currency"} as text for an amount, {"cities": [code, …]} for places to leave
    out; `effect` is {"now", "then"}: how many open projects fit well before and after."""

    mandate = models.ForeignKey(
        Mandate, models.CASCADE, related_name="suggestions", verbose_name=_("mandate")
    )
    change = models.CharField(_("change"), max_length=12, choices=Change)
    proposal = models.JSONField(_("proposal"), default=dict)
    effect = models.JSONField(_("what it would bring"), default=dict, blank=True)
    reply = models.CharField(_("answer"), max_length=10, choices=Reply, default=Reply.OPEN)
    at = models.DateTimeField(_("at"), default=clock.now)
    replied_at = models.DateTimeField(_("answered"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested change")
        verbose_name_plural = _("suggested changes")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "change"], condition=Q(reply="open"), name="one_open_suggestion_a_change"
            ),
            models.CheckConstraint(
                condition=Q(reply="open", replied_at=None) | (~Q(reply="open") & Q(replied_at__isnull=False)),
                name="suggestion_answered_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.mandate.code}: {self.get_change_display()}"

    @property
    def code(self) -> str:
        return f"{self.mandate.code}:{self.change}"
