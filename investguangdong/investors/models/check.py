from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.investors.choices import Proof
from investguangdong.investors.models.organisation import Organisation
from investguangdong.places.models import City


class CheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class Check(models.Model):
    """One comparison of an organisation's entry with a paper, by an officer, on a day: kept for ever, whatever
    came after it. What counts at present stands on the organisation."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="checks", verbose_name=_("organisation")
    )
    proof = models.CharField(_("compared with"), max_length=12, choices=Proof)
    reference = models.CharField(_("number or address of the paper"), max_length=200, blank=True)
    compared = models.TextField(_("what was compared with what"), max_length=2000)
    is_confirmed = models.BooleanField(_("the entry is right"))
    sentence = models.CharField(_("what the owner is told"), max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )
    desk = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("desk of")
    )
    on = models.DateField(_("checked on"), default=clock.today)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(compared=""), name="check_says_what_was_compared"),
            models.CheckConstraint(
                condition=Q(is_confirmed=True, valid_until__gt=F("on"))
                | (Q(is_confirmed=False, valid_until__isnull=True) & ~Q(sentence="")),
                name="check_ends_or_says_why_not",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} · {self.on:%Y-%m-%d}"
