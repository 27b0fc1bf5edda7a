from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.places.models import City, Sector
from investguangdong.projects.models.choices import DatePrecision, RecordKind


class TrackRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public facts; rows a source no longer carries stay out."""
        return self.filter(disabled_on=None)

    def in_city(self, city):
        return self.filter(city=city)

    def years(self) -> list[int]:
        """The years their sources are of, the newest first."""
        days = self.exclude(source_date=None).order_by().values_list("source_date__year", flat=True)
        return sorted(set(days), reverse=True)


class TrackRecord(models.Model):
    """A project that others have done or announced. Never an offer: it has no Ask button."""

    source_id = models.CharField(_("row of the source"), max_length=20, unique=True)
    kind = models.CharField(_("what happened"), max_length=20, choices=RecordKind)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary"), max_length=600, blank=True)
    investor = models.CharField(_("investor or owner"), max_length=300, blank=True)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="track_record", verbose_name=_("city")
    )
    place_note = models.CharField(_("place in words"), max_length=200, blank=True)
    sectors = models.ManyToManyField(
        Sector, blank=True, related_name="track_record", verbose_name=_("sectors")
    )
    amount_cny = models.DecimalField(
        _("amount announced (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    realised_cny = models.DecimalField(
        _("amount realised (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    realised_on = models.DateField(_("realised by"), null=True, blank=True)
    amount_text = models.CharField(_("amount as published"), max_length=200, blank=True)
    mode_text = models.CharField(_("form as published"), max_length=200, blank=True)
    stage_text = models.CharField(_("stage as published"), max_length=200, blank=True)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    source_date_precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, blank=True)
    disabled_on = models.DateField(_("no longer in the source since"), null=True, blank=True)

    objects = TrackRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("track record")
        verbose_name_plural = _("track record")
        ordering = ["-source_date", "source_id"]
        constraints = [
            models.CheckConstraint(
                name="trackrecord_realised_has_a_day",
                condition=models.Q(realised_cny=None) | models.Q(realised_on__isnull=False),
                violation_error_message=_("An amount realised says by which day."),
            )
        ]

    def __str__(self):
        return f"{self.source_id} {self.title}"

    def can_be_told_by(self, user) -> bool:
        """Who may say what came of it: an officer who may write in its city, the province for all."""
        return scope_of(user).may_write(self.city)
