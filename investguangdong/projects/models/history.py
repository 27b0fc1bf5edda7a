from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.core import clock
from investguangdong.projects.models.project import Project

# What hangs on a listing without being a column of it.
OTHER_FIELDS = {"evidence": _("Papers"), "applications": _("Applications")}


class ProjectChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(project__in=Project.objects.visible_to(user))

    def public(self):
        """What the public history page tells: changes since the listing was first published."""
        return self.filter(at__gte=models.F("project__published_at"))


class ProjectChange(models.Model):
    """One field that changed, with its old and new value as text. Written by actions, never edited."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="changes", verbose_name=_("project"))
    field = models.CharField(_("field"), max_length=60)
    old = models.TextField(_("before"), blank=True)
    new = models.TextField(_("after"), blank=True)
    at = models.DateTimeField(_("time"), default=clock.now)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = ProjectChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a project")
        verbose_name_plural = _("changes of projects")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["project", "-at"], name="projectchange_latest")]

    def __str__(self):
        return f"{self.project_id} {self.field}"

    @property
    def label(self) -> str:
        """The field in words: the listing's own, or what hangs on it."""
        name = (
            self.field.removesuffix("_en")
            .removesuffix("_zh_hans")
            .removesuffix("_zh_hant")
            .removesuffix("_pt")
        )
        return (
            str(OTHER_FIELDS[name])
            if name in OTHER_FIELDS
            else str(Project._meta.get_field(name).verbose_name)
        )
