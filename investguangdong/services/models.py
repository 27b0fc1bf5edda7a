from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.places.models import Reference, ReferenceQuerySet


class ServiceQuerySet(ReferenceQuerySet):
    def in_field(self, field):
        return self.filter(field=field)

    def bookable(self):
        return self.filter(is_bookable=True)


class Service(Reference):
    """An everyday service for people and companies that live between Guangdong, Hong Kong and Macao."""

    class Field(models.TextChoices):
        TRAVEL = "travel", _("travel")
        CLEARANCE = "clearance", _("customs clearance")
        COMMUNICATION = "communication", _("communication")
        PAYMENT = "payment", _("payment")
        EMPLOYMENT = "employment", _("employment")
        SENIOR_CARE = "senior-care", _("senior care")
        EDUCATION = "education", _("education")
        INSURANCE = "insurance", _("insurance")

    code = models.CharField(_("code"), max_length=8, unique=True)
    slug = models.SlugField(_("address"), max_length=90, unique=True)
    field = models.CharField(_("field"), max_length=13, choices=Field)
    name = models.CharField(_("name"), max_length=200)
    for_whom = models.CharField(_("for whom"), max_length=250, blank=True)
    what_you_need = models.TextField(_("what you need"), blank=True)
    where_channel = models.TextField(_("where"), blank=True)
    key_facts = models.TextField(_("good to know"), blank=True)
    is_bookable = models.BooleanField(_("by appointment"), default=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self):
        return self.name or self.code

    def get_absolute_url(self):
        return reverse("services:detail", args=[self.slug])
