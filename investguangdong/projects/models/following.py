from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.core import clock
from investguangdong.projects.models.choices import Digest
from investguangdong.projects.models.project import Project


class OwnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A shortlist and a saved search are their owner's alone."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class SavedProject(models.Model):
    """A project on a person's shortlist. Its changes are told to that person."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_projects", verbose_name=_("user"))
    project = models.ForeignKey(Project, models.CASCADE, related_name="saves", verbose_name=_("project"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("saved"), default=clock.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved project")
        verbose_name_plural = _("saved projects")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "project"], name="project_saved_once")]

    def __str__(self):
        return f"{self.user_id} {self.project_id}"


class SavedSearch(models.Model):
    """The address of a search, kept under a name, with mail about new results."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches", verbose_name=_("user"))
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("filters"), max_length=2000, blank=True, help_text=_("As in the address bar."))
    digest = models.CharField(_("mail"), max_length=10, choices=Digest, default=Digest.DAILY)
    last_told_at = models.DateTimeField(_("last told"), null=True, blank=True, editable=False)
    at = models.DateTimeField(_("saved"), default=clock.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="search_saved_once")]

    def __str__(self):
        return self.name
