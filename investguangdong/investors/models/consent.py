from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.investors.choices import Purpose
from investguangdong.investors.models.organisation import Organisation


class ConsentQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user):
        """Only the person herself, and who answers for the whole province."""
        if not user.is_authenticated:
            return self.none()
        return self if scope_of(user).everywhere else self.filter(user=user)


class Consent(models.Model):
    """What a person agreed to: one row each time, withdrawn by a date, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    text = models.TextField(_("the words agreed to"))
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    at = models.DateTimeField(_("given"), default=clock.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="consent_once_a_purpose",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_purpose_display()}"
