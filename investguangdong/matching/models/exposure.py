from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.places.models import City


class ExposureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For the back office: a city's officer sees her cities, the province and auditors all."""
        if not (user.is_authenticated and user.is_staff):
            return self.none()
        scope = scope_of(user)
        return self if scope.everywhere else self.filter(city__in=scope.city_ids)

    def of_month(self, month):
        return self.filter(month=month)

    def latest_month(self):
        return self.aggregate(month=models.Max("month"))["month"]


class Exposure(models.Model):
    """How often the projects of one city stood in the lists of investors: written every night for the current
    month, so that the last writing of a month stays."""

    month = models.DateField(_("month"), help_text=_("Its first day."))
    city = models.ForeignKey(
        City,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("city"),
        help_text=_("Empty: projects of the whole province."),
    )
    listings = models.PositiveIntegerField(_("open projects"))
    slots = models.PositiveIntegerField(
        _("places in lists"), help_text=_("In the first ten of all investors’ lists.")
    )
    lifted = models.PositiveIntegerField(
        _("of these lifted"), help_text=_("By the floor for listings outside the Pearl River Delta.")
    )
    shown = models.PositiveIntegerField(_("shown"), help_text=_("Once a mandate, project and day."))
    opened = models.PositiveIntegerField(_("opened"))
    as_of = models.DateTimeField(_("as of"), default=clock.now)

    objects = ExposureQuerySet.as_manager()

    class Meta:
        verbose_name = _("exposure")
        verbose_name_plural = _("exposure by city")
        ordering = ["-month", "city_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "city"], nulls_distinct=False, name="one_exposure_a_month_and_city"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="exposure_month_is_its_first_day"),
            models.CheckConstraint(condition=Q(lifted__lte=F("slots")), name="exposure_lifts_are_slots"),
            models.CheckConstraint(condition=Q(opened__lte=F("shown")), name="exposure_opens_were_shown"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} · {self.city_id or ''}"
