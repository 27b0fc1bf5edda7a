from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.places.models.base import Reference, ReferenceQuerySet


class Division(Reference):
    """One section (a letter) or division (two digits) of GB/T 4754-2017, with its ISIC Rev.4 cross-walk."""

    class Level(models.TextChoices):
        SECTION = "section", _("section")
        DIVISION = "division", _("division")

    code = models.CharField(_("code"), max_length=4, unique=True)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("section")
    )
    name = models.CharField(_("name"), max_length=200)
    isic4 = models.CharField(_("ISIC Rev.4"), max_length=60, blank=True)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("industry division")
        verbose_name_plural = _("industry divisions")
        constraints = [
            models.CheckConstraint(
                name="places_division_code_fits_its_level",
                condition=models.Q(level="section", code__regex=r"^[A-Z]$", parent=None)
                | models.Q(level="division", code__regex=r"^\d{2}$", parent__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class ClusterQuerySet(ReferenceQuerySet):
    def strategic(self):
        """The ten pillar and ten emerging ones of the province's action plan."""
        return self.filter(kind__in=(Cluster.Kind.PILLAR, Cluster.Kind.EMERGING))


class Cluster(Reference):
    """An industrial cluster the province has named: ten pillar, ten emerging, future and digital ones."""

    class Kind(models.TextChoices):
        PILLAR = "pillar", _("strategic pillar cluster")
        EMERGING = "emerging", _("strategic emerging cluster")
        FUTURE = "future", _("future industry")
        DIGITAL = "digital", _("Digital Bay Area cluster")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    goal_or_scale = models.TextField(_("goal or scale"), blank=True)
    goal_year = models.PositiveSmallIntegerField(_("year of the goal"), null=True, blank=True)
    cities = models.ManyToManyField(
        "places.City", blank=True, related_name="clusters", verbose_name=_("main cities")
    )

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return reverse("pages:cluster", args=[self.slug])


class Sector(Reference):
    """One of the 16 lenses through which investors look at industry; it spans divisions and clusters."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    divisions = models.ManyToManyField(
        Division, blank=True, related_name="sectors", verbose_name=_("industry divisions")
    )
    clusters = models.ManyToManyField(Cluster, blank=True, related_name="sectors", verbose_name=_("clusters"))
    gbt_detail = models.TextField(_("classes in detail"), blank=True)
    isic4 = models.CharField(_("ISIC Rev.4 divisions"), max_length=80, blank=True)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return reverse("pages:sector", args=[self.slug])
