import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A file may hold listings of several cities: its sender's, and those's who see the province."""
        scope = scope_of(user)
        if scope.everywhere:
            return self
        return self.filter(by=user) if scope else self.none()


class ImportRun(models.Model):
    """A table of listings that an officer sent: checked first, then taken over whole or not at all."""

    class State(models.TextChoices):
        CHECKED = "checked", _("checked")
        RUNNING = "running", _("being taken over")
        REFUSED = "refused", _("has mistakes")
        DONE = "done", _("taken over")

    token = models.UUIDField(_("number"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State)
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64)
    content = models.BinaryField(null=True, help_text=_("Kept between the check and the taking over."))
    is_sample = models.BooleanField(_("sample"), default=False)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    held = models.PositiveIntegerField(_("waiting for review"), default=0)
    unchanged = models.PositiveIntegerField(_("as before"), default=0)
    mistakes = models.PositiveIntegerField(_("mistakes"), default=0)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("checked at"), default=clock.now)
    done_at = models.DateTimeField(_("taken over at"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of listings")
        verbose_name_plural = _("imports of listings")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_done_says_when", condition=~Q(state="done") | Q(done_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.name
