from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.matching.choices import Answer, Reason, Side
from investguangdong.matching.models.match import Match


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(match__in=Match.objects.visible_to(user))

    def in_force(self):
        """The answers that hold today: at most one a match and side."""
        return self.filter(ended_at=None)

    def meant(self):
        """Every answer that was ever meant, without those taken back at once."""
        return self.filter(was_undone=False)


class Feedback(models.Model):
    """One answer to one match, kept for good: what the next version of the weights is fitted on.

    `facts` are the facts the answer was given for (see `matching.material`), kept with a no: they tell what has
    changed when the pair comes back. A later answer of the same side ends this one."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="feedback", verbose_name=_("match"))
    side = models.CharField(_("side"), max_length=8, choices=Side.choices)
    action = models.CharField(_("answer"), max_length=8, choices=Answer.choices)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    note = models.CharField(_("in their words"), max_length=400, blank=True)
    until = models.DateField(_("asks again on"), null=True, blank=True)
    facts = models.JSONField(_("facts at the time"), default=dict, blank=True)
    score = models.DecimalField(_("score at the time"), max_digits=9, decimal_places=6)
    model_version = models.SlugField(_("score model"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=clock.now)

    ended_at = models.DateTimeField(_("held until"), null=True, blank=True)
    was_undone = models.BooleanField(_("taken back at once"), default=False)

    objects = FeedbackQuerySet.as_manager()

    private_fields = frozenset({"note"})

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(action="no") | ~Q(reason=""), name="a_no_has_a_reason"),
            models.CheckConstraint(
                condition=Q(was_undone=False) | Q(ended_at__isnull=False), name="an_answer_undone_has_ended"
            ),
            models.UniqueConstraint(
                fields=["match", "side"], condition=Q(ended_at=None), name="one_answer_of_a_side_holds"
            ),
        ]

    def __str__(self):
        return f"{self.get_side_display()}: {self.get_action_display()}"
