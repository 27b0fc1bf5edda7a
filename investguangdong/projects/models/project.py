from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.places.models import City, Cluster, Policy, Sector, Zone
from investguangdong.projects.models.choices import (
    AmountMissing,
    DatePrecision,
    Kind,
    Mode,
    Outcome,
    Precision,
    Stage,
    Status,
    Tenure,
)
from investguangdong.projects.models.rules import PROJECT_RULES

LISTED = (Status.PUBLISHED, Status.AS_PUBLISHED)
# A page for anybody: listed projects, and those that were listed and now say why they are not.
PUBLIC = Q(status__in=LISTED) | Q(status__in=(Status.PAUSED, Status.CLOSED), published_at__isnull=False)
LONG_TEXTS = ("description", "offered", "asked", "risks")
LANGUAGE_SUFFIXES = ("en", "zh_hans", "zh_hant", "pt")
LONG_COLUMNS = (*LONG_TEXTS, *(f"{name}_{code}" for name in LONG_TEXTS for code in LANGUAGE_SUFFIXES))


def next_code(today=None) -> str:
    """GD-2026-000123. The number comes from a sequence of the database and is never used again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('projects_project_number')")
        (number,) = cursor.fetchone()
    return f"GD-{(today or clock.today()).year}-{number:06d}"


class ProjectQuerySet(models.QuerySet):
    def listed(self):
        """Projects that are shown in lists, feeds and counts today."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=clock.today()), status__in=LISTED)

    def open_now(self):
        """Listed projects an investor can still ask for: not in talks with one firm, not past closing."""
        today = clock.today()
        return self.listed().filter(Q(closes_on=None) | Q(closes_on__gte=today), in_negotiation=False)

    def ended(self):
        """Listings that were open and are closed; their pages stay."""
        return self.filter(status=Status.CLOSED, published_at__isnull=False)

    def on_desk_of(self, user):
        """Projects within the scope of an officer, whatever their status."""
        scope = scope_of(user)
        return self if scope.everywhere else self.filter(city__in=scope.city_ids)

    def visible_to(self, user):
        """Public ones for anybody; an officer sees the drafts of her cities too, the province all."""
        scope = scope_of(user)
        if scope.everywhere:
            return self
        return self.filter(PUBLIC | Q(city__in=scope.city_ids)) if scope.city_ids else self.filter(PUBLIC)

    def in_city(self, city):
        return self.filter(city=city)

    def with_card(self):
        """All that a card, a row or a mark on the map shows, in one query."""
        return self.select_related("city", "zone", "primary_sector").defer(*LONG_COLUMNS)

    def with_comparison(self):
        """All that stands beside other listings, papers and risks included, in two queries."""
        told = [name for name in LONG_COLUMNS if not name.startswith("risks")]
        return self.select_related("city", "zone", "primary_sector").defer(*told).prefetch_related("evidence")

    def with_detail(self):
        return self.select_related(
            "city", "zone", "primary_sector", "cluster", "officer__officer_profile", "deputy"
        ).prefetch_related("sectors", "evidence")


def amount(label, **options):
    return models.DecimalField(
        label,
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        **options,
    )


def measure(label, digits=10, places=2):
    return models.DecimalField(
        label,
        max_digits=digits,
        decimal_places=places,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


def percent(label):
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


class Project(models.Model):
    """One thing an investor can put money into. NULL means unknown, which is not the same as no."""

    code = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, blank=True)

    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    description = models.TextField(_("description"), blank=True)
    offered = models.TextField(_("what is offered"), blank=True, help_text=_("One item a line."))
    asked = models.TextField(_("what is asked"), blank=True, help_text=_("One item a line."))
    risks = models.TextField(_("check first"), blank=True, help_text=_("At least one, honest. One a line."))

    primary_sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="main_projects",
        verbose_name=_("main sector"),
    )
    sectors = models.ManyToManyField(Sector, blank=True, related_name="projects", verbose_name=_("sectors"))
    sector_ids = ArrayField(models.IntegerField(), default=list, blank=True, editable=False)
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, blank=True, related_name="projects")
    city = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("city"),
        help_text=_("Empty means the whole province."),
    )
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="projects")
    place_note = models.CharField(_("place in words"), max_length=200, blank=True)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    precision = models.CharField(_("precision of the point"), max_length=10, choices=Precision, blank=True)

    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    total_min = amount(_("total investment, from"))
    total_max = amount(_("total investment, to"))
    sought_min = amount(_("investment sought, from"))
    sought_max = amount(_("investment sought, to"))
    amount_cny_min = amount(_("amount in yuan, from"), editable=False)
    amount_cny_max = amount(_("amount in yuan, to"), editable=False)
    rate_date = models.DateField(_("date of the rate"), null=True, blank=True, editable=False)
    amount_missing = models.CharField(
        _("no amount because"), max_length=20, choices=AmountMissing, blank=True
    )
    secured = amount(_("secured"))
    min_ticket = amount(_("smallest ticket"))
    equity_min = percent(_("equity offered, from (%)"))
    equity_max = percent(_("equity offered, to (%)"))
    irr_min = percent(_("expected return, from (% a year)"))
    irr_max = percent(_("expected return, to (% a year)"))
    horizon_years = models.PositiveSmallIntegerField(_("horizon in years"), null=True, blank=True)
    modes = ArrayField(
        models.CharField(max_length=20, choices=Mode),
        default=list,
        blank=True,
        verbose_name=_("ways to take part"),
    )

    land_min = measure(_("land from (ha)"))
    land_max = measure(_("land to (ha)"))
    floor_m2 = models.PositiveIntegerField(_("floor space (m²)"), null=True, blank=True)
    tenure = models.CharField(_("tenure"), max_length=20, choices=Tenure, blank=True)
    tenure_years = models.PositiveSmallIntegerField(_("term in years"), null=True, blank=True)
    land_price = measure(_("land price (yuan per m²)"))
    plot_ratio_min = measure(_("plot ratio, from"), 4, 2)
    plot_ratio_max = measure(_("plot ratio, to"), 4, 2)
    power_mw = measure(_("power available (MW)"), 8, 1)
    power_kv = models.PositiveSmallIntegerField(_("voltage (kV)"), null=True, blank=True)
    green_power = percent(_("green share of power (%)"))
    water_t_day = models.PositiveIntegerField(_("water (t a day)"), null=True, blank=True)
    has_gas = models.BooleanField(_("piped gas"), null=True, blank=True)
    has_steam = models.BooleanField(_("steam"), null=True, blank=True)
    port_km = measure(_("to the port (km)"), 6, 1)
    airport_km = measure(_("to the airport (km)"), 6, 1)
    rail_km = measure(_("to high-speed rail (km)"), 6, 1)
    motorway_km = measure(_("to the motorway (km)"), 6, 1)

    available_from = models.DateField(_("available from"), null=True, blank=True)
    start_target = models.DateField(_("start wanted"), null=True, blank=True)
    closes_on = models.DateField(_("closing date"), null=True, blank=True)
    jobs = models.PositiveIntegerField(_("jobs expected"), null=True, blank=True)
    output_cny = amount(_("output expected (yuan a year)"))
    policies = models.ManyToManyField(Policy, blank=True, related_name="projects", verbose_name=_("policies"))

    publishing_body = models.CharField(_("publishing body"), max_length=200, blank=True)
    officer = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_projects",
        verbose_name=_("lead officer"),
    )
    deputy = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputised_projects",
        verbose_name=_("deputy"),
    )
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="verified_projects",
        verbose_name=_("checked by"),
    )
    expires_on = models.DateField(_("shown until"), null=True, blank=True)
    in_negotiation = models.BooleanField(_("in talks with one firm"), default=False)
    readiness = models.PositiveSmallIntegerField(_("readiness"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    outcome_reason = models.CharField(_("reason"), max_length=300, blank=True)

    source_id = models.CharField(_("row of the source"), max_length=20, unique=True, null=True, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    source_body = models.CharField(_("body that published it"), max_length=200, blank=True)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    source_date_precision = models.CharField(max_length=5, choices=DatePrecision, blank=True)
    source_amount = models.CharField(_("size, as the source puts it"), max_length=300, blank=True)
    source_stage = models.CharField(_("stage, as the source puts it"), max_length=300, blank=True)
    to_be_confirmed = models.BooleanField(_("older than 2024, to be confirmed"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)
    sample_key = models.CharField(max_length=20, unique=True, null=True, blank=True, editable=False)

    created_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="project_newest"),
            models.Index(fields=["city", "status"], name="project_city"),
            models.Index(fields=["-updated_at", "-id"], name="project_latest"),
            models.Index(fields=["expires_on"], name="project_expires", condition=Q(status=Status.PUBLISHED)),
            models.Index(fields=["closes_on"], name="project_closes", condition=Q(status__in=LISTED)),
            models.Index(fields=["-closed_at"], name="project_closed", condition=Q(status=Status.CLOSED)),
        ]
        constraints = PROJECT_RULES

    def __str__(self):
        return f"{self.code} {self.title_en or self.title_zh_hans or ''}".strip()

    def save(self, *args, **kwargs):
        self.code = self.code or next_code()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.code])

    def can_be_changed_by(self, user) -> bool:
        return scope_of(user).may_write(self.city)

    @property
    def is_public(self) -> bool:
        """Has a page for anybody: `PUBLIC` said of one row."""
        was_shown = self.status in (Status.PAUSED, Status.CLOSED) and self.published_at is not None
        return self.status in LISTED or was_shown

    @property
    def is_listed(self) -> bool:
        return self.status in LISTED and not self.is_expired

    @property
    def is_expired(self) -> bool:
        return self.expires_on is not None and self.expires_on < clock.today()

    @property
    def closes_soon(self) -> bool:
        today = clock.today()
        return self.closes_on is not None and today <= self.closes_on <= today + timedelta(days=30)

    @property
    def is_past_closing(self) -> bool:
        """Still shown, but closed to applications."""
        return self.closes_on is not None and self.closes_on < clock.today()

    @property
    def is_province_wide(self) -> bool:
        return self.city_id is None

    @property
    def is_unconfirmed(self) -> bool:
        """Taken from a public source; nobody at this portal has confirmed it."""
        return self.status == Status.AS_PUBLISHED

    @property
    def amount_range(self):
        """What an investor is asked for: the sum sought, else the total; (None, None) when unknown."""
        sought = (self.sought_min, self.sought_max)
        return sought if sought != (None, None) else (self.total_min, self.total_max)

    @property
    def mode_labels(self) -> list:
        return [Mode(value).label for value in self.modes]

    @property
    def body(self) -> str:
        return self.publishing_body or self.source_body
