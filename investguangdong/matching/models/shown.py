from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching.choices import Side
from investguangdong.projects.models import Project

# Long enough for a signature to follow the day on which a project was first shown.
KEPT_DAYS = 900
# Values are kept in ten-thousandths, so that a row stays under a hundred bytes.
UNIT = 10_000


class ShownQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Investors see what was shown to their own mandates; officers who cover the province see all."""
        if not user.is_authenticated:
            return self.none()
        mandates = Mandate.objects.visible_to(user)
        return self.filter(mandate__in=mandates)

    def to_investors(self):
        return self.filter(side=Side.INVESTOR)

    def since(self, day):
        return self.filter(day__gte=day)

    def past_term(self):
        return self.filter(day__lt=clock.today() - timedelta(days=KEPT_DAYS))


class Shown(models.Model):
    """A project stood in the list of a mandate on a day, or a mandate in the list of a project: at which rank,
    scored by which version, from which values. What is learned is learned from these rows, never from values
    that were computed later."""

    side = models.CharField(_("shown to"), max_length=8, choices=Side.choices)
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="+", verbose_name=_("mandate"))
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="+", db_index=False, verbose_name=_("project")
    )
    day = models.DateField(_("day"), default=clock.today)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    model_version = models.SlugField(_("score model"), max_length=40, db_index=False)
    values = ArrayField(
        models.SmallIntegerField(null=True),
        verbose_name=_("values in ten-thousandths"),
        default=list,
        help_text=_("As the score counted them, in the order of the signals of the score model."),
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)

    objects = ShownQuerySet.as_manager()

    class Meta:
        verbose_name = _("shown match")
        verbose_name_plural = _("shown matches")
        ordering = ["-day", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "project", "side", "day"], name="one_showing_a_pair_and_day"
            ),
            models.CheckConstraint(condition=Q(rank=None) | Q(rank__gte=1), name="shown_rank_from_1"),
        ]
        indexes = [models.Index(fields=["day", "side"], name="shown_by_day")]

    def __str__(self):
        return f"{self.mandate_id}:{self.project_id} {self.day}"
