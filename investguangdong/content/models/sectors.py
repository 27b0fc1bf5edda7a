"""What the site says about a sector beside its numbers: the value chain, who answers, when it was read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.content.models.base import Editorial
from investguangdong.places.models import Reference, Sector


def slugs(label, hint) -> ArrayField:
    field = models.CharField(max_length=90)
    return ArrayField(field, verbose_name=label, default=list, blank=True, help_text=hint)


class SectorProfile(Editorial):
    """The words of a sector page. Numbers, policies, zones and listings are read where they are kept."""

    sector = models.OneToOneField(Sector, models.PROTECT, related_name="profile", verbose_name=_("sector"))
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    summary = models.TextField(_("summary"), blank=True)
    indicators = slugs(_("indicators shown"), _("Names of figures of the province, in order."))

    policies = slugs(_("policies that name it"), _("Addresses of policies, in order."))
    zones = slugs(_("zones with a focus on it"), _("Addresses of zones, in order."))

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("sector page")
        verbose_name_plural = _("sector pages")

    def __str__(self):
        return self.slug


class ChainSegment(Reference):
    """One step of a sector's value chain: what is here and what is missing, each only as far as a row of our
    data says so. Empty means unknown, which is not the same as nothing."""

    profile = models.ForeignKey(
        SectorProfile, models.CASCADE, related_name="segments", verbose_name=_("sector page")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("step"), max_length=120)
    here = models.TextField(_("what is here"), blank=True)
    missing = models.TextField(_("what is missing"), blank=True)
    basis = ArrayField(
        models.CharField(max_length=90),
        verbose_name=_("rows it rests on"),
        default=list,
        blank=True,
        help_text=_("cluster:, zone:, policy: or record: and the address or number of the row."),
    )

    class Meta:
        ordering = ["profile", "position"]
        verbose_name = _("step of a value chain")
        verbose_name_plural = _("steps of value chains")

    def __str__(self):
        return self.name or self.slug
