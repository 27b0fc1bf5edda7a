"""The record of what was done and who looked. Rows are only ever added: triggers refuse the rest."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock


class AppendOnlyQuerySet(models.QuerySet):
    def visible_to(self, user):
        name = f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"
        return self if user.is_active and user.has_perm(name) else self.none()

    def about(self, obj):
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))


def actor_field():
    """The account that acted. Without a constraint in the database, so that erasing the account leaves the
    append-only row as it is, with a number that no longer says who."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )


class AuditEntry(models.Model):
    """One act on one row, written in the transaction of the act."""

    at = models.DateTimeField(_("when"), default=clock.now, db_index=True)
    by = actor_field()
    verb = models.CharField(_("what"), max_length=80, db_index=True)
    object_type = models.CharField(_("kind of object"), max_length=80)
    object_id = models.CharField(_("object"), max_length=64)
    object_label = models.CharField(_("name of the object"), max_length=200, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    request_id = models.CharField(_("request number"), max_length=64, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_by_object")]

    def __str__(self):
        return f"{self.verb} {self.object_label or self.object_id}"

    def canonical(self) -> dict:
        """Everything the hash chain vouches for."""
        return {
            "id": self.pk,
            "at": self.at.timestamp(),
            "by": self.by_id,
            "verb": self.verb,
            "object": [self.object_type, self.object_id, self.object_label],
            "changes": self.changes,
            "reason": self.reason,
            "request": self.request_id,
        }


class ChainLink(models.Model):
    """Ties an audit entry to all entries before it. Made shortly after the entry by one process at a time:
    a chain written inside the acts' transactions would make every act wait for every other."""

    position = models.PositiveBigIntegerField(_("position"), primary_key=True)
    entry = models.OneToOneField(
        AuditEntry, on_delete=models.DO_NOTHING, related_name="link", verbose_name=_("audit entry")
    )
    hash = models.CharField(_("hash"), max_length=64)
    at = models.DateTimeField(_("sealed"), default=clock.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of the audit chain")
        verbose_name_plural = _("links of the audit chain")
        ordering = ["-position"]

    def __str__(self):
        return f"{self.position}: {self.hash[:12]}"


class AccessLog(models.Model):
    """One person looked at, downloaded or exported one thing that is not public."""

    class Act(models.TextChoices):
        VIEW = "view", _("viewed")
        DOWNLOAD = "download", _("downloaded")
        EXPORT = "export", _("exported")
        REVEAL = "reveal", _("revealed contact details")

    at = models.DateTimeField(_("when"), default=clock.now, db_index=True)
    by = actor_field()
    act = models.CharField(_("what"), max_length=10, choices=Act, default=Act.VIEW)
    object_type = models.CharField(_("kind of object"), max_length=80)
    object_id = models.CharField(_("object"), max_length=64)
    object_label = models.CharField(_("name of the object"), max_length=200, blank=True)
    request_id = models.CharField(_("request number"), max_length=64, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="access_by_object")]

    def __str__(self):
        return f"{self.get_act_display()}: {self.object_label or self.object_id}"
