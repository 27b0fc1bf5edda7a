from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.places.models import City, Reference, ReferenceQuerySet


class FacilityQuerySet(ReferenceQuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)


class Facility(Reference):
    """A computing, storage or data facility with its published capacity. Unlike units are never added:
    AI (FP16) and FP64 figures are different things."""

    class Kind(models.TextChoices):
        AI = "ai", _("AI computing")
        SUPER = "supercomputing", _("supercomputing")
        CENTRE = "data-centre", _("data centre")
        CENTRE_CLUSTER = "centre-cluster", _("data-centre cluster")
        STORAGE = "storage", _("storage centre")
        CLOUD = "cloud", _("cloud")
        DISPATCH = "dispatch", _("dispatch platform")
        EXCHANGE = "exchange", _("data exchange")
        PLATFORM = "platform", _("data platform")

    slug = models.SlugField(_("address"), max_length=90, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    operator = models.CharField(_("operator"), max_length=150, blank=True)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="facilities", verbose_name=_("city")
    )
    place = models.CharField(_("place, as published"), max_length=60, blank=True)
    capacity = models.CharField(_("capacity"), max_length=250, blank=True)
    capacity_value = models.DecimalField(
        _("capacity, number"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    capacity_unit = models.CharField(_("unit"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=80, blank=True)

    objects = FacilityQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        constraints = [
            models.CheckConstraint(
                name="resources_facility_number_has_a_unit",
                condition=models.Q(capacity_value=None) | ~models.Q(capacity_unit=""),
            )
        ]

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return reverse("resources:detail", args=[self.slug])
