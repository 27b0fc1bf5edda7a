from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.core import clock
from investguangdong.projects.models.project import Project


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of visible projects; what is not public yet is for officers of the listing's desk."""
        own = Project.objects.visible_to(user).on_desk_of(user)
        public = models.Q(is_public=True, project__in=Project.objects.visible_to(user))
        return self.filter(public | models.Q(project__in=own))


class Answer(models.Model):
    """A question that was asked about a listing and its answer, for everybody to read. Who asked is not kept."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="answers", verbose_name=_("project"))
    question = models.CharField(_("question"), max_length=500)
    answer = models.TextField(_("answer"))
    answered_on = models.DateField(_("answered on"), default=clock.today)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    is_public = models.BooleanField(_("on the public page"), default=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer on a listing")
        verbose_name_plural = _("answers on listings")
        ordering = ["project", "-answered_on", "-pk"]

    def __str__(self):
        return f"{self.project_id} {self.question}"
