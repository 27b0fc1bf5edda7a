from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.places.models.base import Reference, ReferenceQuerySet


def point_is_near_guangdong(prefix: str) -> models.CheckConstraint:
    """Both coordinates or none, and inside the map's frame."""
    return models.CheckConstraint(
        name=f"places_{prefix}_point_is_near_guangdong",
        condition=models.Q(lon=None, lat=None) | models.Q(lon__range=(109, 118), lat__range=(20, 26)),
    )


class CityQuerySet(ReferenceQuerySet):
    def in_guangdong(self):
        return self.exclude(region=City.Region.SAR)

    def outside_delta(self):
        """Of Guangdong's cities those beyond the Pearl River Delta."""
        return self.in_guangdong().exclude(region=City.Region.DELTA)

    def in_bay_area(self):
        return self.filter(in_bay_area=True)

    def with_zone_count(self):
        zones = models.Q(zones__disabled_on=None)
        return self.annotate(zone_count=models.Count("zones", filter=zones, distinct=True))


class City(Reference):
    class Region(models.TextChoices):
        DELTA = "delta", _("Pearl River Delta")
        EAST = "east", _("Eastern Guangdong")
        WEST = "west", _("Western Guangdong")
        NORTH = "north", _("Northern Guangdong")
        SAR = "sar", _("Special administrative regions")

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    code = models.CharField(_("division code"), max_length=6, unique=True)
    name = models.CharField(_("name"), max_length=60)
    region = models.CharField(_("region"), max_length=5, choices=Region)
    in_bay_area = models.BooleanField(_("in the Greater Bay Area"), default=False)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6)
    area_km2 = models.DecimalField(_("area, km²"), max_digits=9, decimal_places=2, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year of the population"), null=True, blank=True)
    gdp_cny_100m = models.DecimalField(
        _("GDP, CNY 100 million"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    gdp_year = models.PositiveSmallIntegerField(_("year of the GDP"), null=True, blank=True)
    pillar_industries = models.TextField(_("pillar industries"), blank=True)

    objects = CityQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [
            models.CheckConstraint(
                name="places_city_code_fits_its_region",
                condition=models.Q(region="sar", code__in=["810000", "820000"])
                | (~models.Q(region="sar") & models.Q(code__regex=r"^44\d{2}00$")),
            ),
            models.CheckConstraint(
                name="places_city_population_has_a_year",
                condition=models.Q(population=None) | models.Q(population_year__isnull=False),
            ),
            models.CheckConstraint(
                name="places_city_gdp_has_a_year",
                condition=models.Q(gdp_cny_100m=None) | models.Q(gdp_year__isnull=False),
            ),
            point_is_near_guangdong("city"),
        ]

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return reverse("pages:city", args=[self.slug])

    @property
    def is_in_guangdong(self) -> bool:
        return self.region != self.Region.SAR


class ZoneQuerySet(ReferenceQuerySet):
    def in_city(self, city):
        return self.filter(city=city)

    def cooperation(self):
        return self.filter(kind=Zone.Kind.COOPERATION)


class Zone(Reference):
    class Kind(models.TextChoices):
        COOPERATION = "cooperation", _("cooperation zone")
        FREE_TRADE = "free-trade", _("free-trade area")
        AGGLOMERATION = "agglomeration", _("large industrial agglomeration area")
        HIGH_TECH = "high-tech", _("national high-tech zone")
        ECONOMIC = "economic", _("national economic and technological development zone")
        INDUSTRIAL = "industrial", _("industrial park")
        TRANSFER = "transfer", _("industrial transfer park")
        INTERNATIONAL = "international", _("international cooperation park")
        COMPUTING = "computing", _("national computing hub")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    city = models.ForeignKey(City, models.PROTECT, related_name="zones", verbose_name=_("city"))
    name = models.CharField(_("name"), max_length=200)
    area_km2 = models.DecimalField(_("area, km²"), max_digits=9, decimal_places=2, null=True, blank=True)
    focus_sectors = models.TextField(_("focus"), blank=True)
    headline_incentives = models.TextField(_("incentives"), blank=True)
    data_regime = models.TextField(_("rules for data"), blank=True)
    legal_source = models.TextField(_("legal source"), blank=True)

    objects = ZoneQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        constraints = [
            models.CheckConstraint(
                name="places_zone_area_is_positive",
                condition=models.Q(area_km2=None) | models.Q(area_km2__gt=0),
            )
        ]

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return reverse("pages:zone", args=[self.slug])


SIDES = {
    "Hong Kong": _("Hong Kong"),
    "Macao": _("Macao"),
    "Zhuhai": _("Zhuhai"),
    "Guangdong ports": _("ports in Guangdong"),
    "airport": _("Hong Kong airport"),
    "Shenzhen, Guangzhou and beyond": _("Shenzhen, Guangzhou and beyond"),
}


class Port(Reference):
    """A place where people or goods cross. Only exact positions may be drawn without "approximate"."""

    class Kind(models.TextChoices):
        CHECKPOINT = "checkpoint", _("checkpoint")
        FERRY = "ferry", _("ferry checkpoint")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    city = models.ForeignKey(City, models.PROTECT, related_name="ports", verbose_name=_("city"))
    name = models.CharField(_("name"), max_length=120)
    counterpart = models.CharField(_("other side"), max_length=80, blank=True)
    address = models.CharField(_("street address"), max_length=200, blank=True)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    position_is_exact = models.BooleanField(_("position is exact"), default=False)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    modes = models.CharField(_("who and what crosses"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("port")
        verbose_name_plural = _("ports")
        constraints = [point_is_near_guangdong("port")]

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return reverse("pages:port", args=[self.slug])

    @property
    def other_side(self) -> str:
        """`Hong Kong; Macao` in the active language; what is no name we know stays as it is."""
        parts = [part.strip() for part in self.counterpart.split(";") if part.strip()]
        return _("; ").join(str(SIDES.get(part, part)) for part in parts) or "–"


class Hall(Reference):
    """An office one goes to in person: exit-entry halls and the foreign work permit office."""

    class Kind(models.TextChoices):
        EXIT_ENTRY = "exit-entry", _("exit-entry hall")
        WORK_PERMIT = "work-permit", _("foreign work permit office")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    city = models.ForeignKey(City, models.PROTECT, related_name="halls", verbose_name=_("city"))
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("street address"), max_length=200, blank=True)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        constraints = [point_is_near_guangdong("hall")]

    def __str__(self):
        return self.name or self.slug
