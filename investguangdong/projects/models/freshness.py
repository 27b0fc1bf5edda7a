from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.projects.models.project import Project


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(project__in=Project.objects.visible_to(user).on_desk_of(user))


class FreshnessNotice(models.Model):
    """A date of a listing came near or passed, and its officers were told. One row for each date and distance,
    so the same is never told twice; a new date starts anew."""

    class What(models.TextChoices):
        EXPIRY = "expiry", _("shown until")
        CLOSING = "closing", _("closing date")

    project = models.ForeignKey(Project, models.CASCADE, related_name="notices", verbose_name=_("project"))
    what = models.CharField(_("which date"), max_length=10, choices=What)
    day = models.DateField(_("date"))
    days_left = models.PositiveSmallIntegerField(_("days before"), help_text=_("0: it has passed."))
    at = models.DateTimeField(_("told"), default=clock.now)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice about a date")
        verbose_name_plural = _("notices about dates")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "what", "day", "days_left"], name="date_noticed_once_a_distance"
            ),
            models.CheckConstraint(
                name="notice_distance_is_known", condition=models.Q(days_left__in=(0, 3, 14, 30))
            ),
        ]

    def __str__(self):
        return f"{self.project_id} {self.what} {self.day}: {self.days_left}"
