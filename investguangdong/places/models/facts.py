from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.places.models.base import Reference, ReferenceQuerySet
from investguangdong.places.models.cities import City


class PublicQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody sees every row."""
        return self.all()


class FigureQuerySet(ReferenceQuerySet):
    def about(self, city):
        return self.filter(city=city)

    def of(self, *indicators):
        return self.filter(indicator__in=indicators)


class Figure(Reference):
    """One published figure. Where sources disagree both rows stand; years are never mixed in one ranking."""

    place_code = models.CharField(_("place"), max_length=10, help_text=_("Division code, CN or a zone."))
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("city")
    )
    indicator = models.SlugField(_("indicator"), max_length=60)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True, blank=True)
    value_text = models.CharField(_("value in words"), max_length=60, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    year_or_date = models.CharField(_("year or date"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    source_title = models.CharField(_("source"), max_length=200)
    source_body = models.CharField(_("body"), max_length=120)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        indexes = [models.Index(fields=["city", "indicator"], name="places_figure_city_indicator")]
        constraints = [
            models.UniqueConstraint(
                fields=["place_code", "indicator", "year_or_date", "source_title", "source_body"],
                name="places_figure_one_value_per_source",
            ),
            models.CheckConstraint(
                name="places_figure_says_something",
                condition=models.Q(value__isnull=False) | ~models.Q(value_text=""),
            ),
        ]

    def __str__(self):
        return f"{self.place_code} {self.indicator} {self.year_or_date}"


class ExchangeRate(models.Model):
    """Central parity on a day: `rate` yuan for one unit of `currency`."""

    currency = models.CharField(_("currency"), max_length=3)
    on = models.DateField(_("date"))
    rate = models.DecimalField(_("yuan for one unit"), max_digits=14, decimal_places=8)
    source_body = models.CharField(_("body"), max_length=120, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "currency"]
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="places_rate_one_per_day"),
            models.CheckConstraint(name="places_rate_is_positive", condition=models.Q(rate__gt=0)),
        ]

    def __str__(self):
        return f"{self.currency} {self.on}: {self.rate}"


class CalendarDay(models.Model):
    """An officer's correction of the working calendar: it goes before the published holidays."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("is a working day"))
    reason = models.CharField(_("reason"), max_length=200)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def __str__(self):
        return str(self.day)
