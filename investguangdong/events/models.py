from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.places.models import City, Reference, ReferenceQuerySet

NAMES_A_YEAR = r"20[0-9]{2}"


class EventQuerySet(ReferenceQuerySet):
    def upcoming(self, day):
        return self.filter(ends_on__gte=day)

    def past(self, day):
        """Over, or announced in words for a year that has passed without a date ever being published."""
        announced = models.Q(starts_on=None, date_rule__regex=NAMES_A_YEAR)
        return self.filter(models.Q(ends_on__lt=day) | announced)

    def recurring(self):
        """Known by a rule ("every November"), not yet by a date. A rule that names a year is one event, not a rule."""
        return self.filter(starts_on=None).exclude(date_rule__regex=NAMES_A_YEAR)


class Event(Reference):
    """A conference, fair or briefing for investors: a past one with its result, or one that is to come."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    series = models.CharField(_("series"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("city")
    )
    place = models.CharField(_("place, as published"), max_length=60, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    date_rule = models.CharField(_("when, in words"), max_length=200, blank=True)
    organiser = models.CharField(_("organiser"), max_length=150, blank=True)
    what_for_investors = models.TextField(_("for investors"), blank=True)
    result = models.TextField(_("result"), blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                name="events_event_days_are_in_order",
                condition=models.Q(starts_on=None, ends_on=None)
                | models.Q(starts_on__lte=models.F("ends_on")),
            ),
        ]

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return reverse("events:detail", args=[self.slug])
