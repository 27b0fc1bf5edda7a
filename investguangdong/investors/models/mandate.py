from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.investors.choices import (
    CURRENCIES,
    Digest,
    Intent,
    MandateState,
    Mode,
    PausedBecause,
    Stage,
    Weight,
    Wish,
)
from investguangdong.investors.models.organisation import Organisation
from investguangdong.places.models import City, Cluster, Sector

# Unconfirmed for so long: asked, asked again and told to be stale, paused.
ASK_AFTER = timedelta(days=150)
STALE_AFTER = timedelta(days=180)
PAUSE_AFTER = timedelta(days=210)
ASKING = (ASK_AFTER, STALE_AFTER, PAUSE_AFTER)  # by how often it was asked already
A_MONTH = timedelta(days=30)
LAST_STEP = 5
# What each wish is written in; the two that are relations (sectors, cities) a form has to look after.
WISH_FIELDS = {
    Wish.SECTOR: ("sectors", "clusters"),
    Wish.AMOUNT: ("ticket_min", "ticket_max"),
    Wish.MODE: ("modes",),
    Wish.PLACE: ("cities",),
    Wish.SITE: (
        *("land_min", "land_max", "power_min", "green_power_min", "floor_min", "water_min"),
        *("port_km_max", "airport_km_max"),
    ),
    Wish.TIME: ("start_from", "start_to"),
}


def in_order(low: str, high: str) -> Q:
    """Either end unknown, or the first not above the second."""
    return Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True}) | Q(**{f"{low}__lte": F(high)})


def not_negative(*names: str) -> Q:
    rule = Q()
    for name in names:
        rule &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0})
    return rule


def said(wish: Wish) -> Q:
    """Something is stated of a wish: a condition on columns."""
    rule = Q()
    for name in WISH_FIELDS[wish]:
        rule |= ~Q(modes=[]) if name == "modes" else Q(**{f"{name}__isnull": False})
    return rule


def must_is_said(wish: Wish) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(musts__contains=[wish.value]) | said(wish), name=f"mandate_must_{wish.value}_is_said"
    )


class MandateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(organisation__in=Organisation.objects.visible_to(user))

    def of_member(self, user):
        """Of the organisations a person belongs to: an officer's wider view stays in the back office."""
        return self.visible_to(user).filter(organisation__in=Organisation.objects.of_member(user))

    def active(self):
        """Those that may be worked with: not of an organisation whose owners have restricted it."""
        restricted = Organisation.objects.restricted().values("pk")
        return self.filter(state=MandateState.ACTIVE).exclude(organisation__in=restricted)

    def kept(self):
        """Those an organisation still works with: all that are not closed."""
        return self.exclude(state=MandateState.CLOSED)

    def stale(self):
        return self.active().filter(last_confirmed_on__lte=clock.today() - STALE_AFTER)

    def with_facts(self):
        """All that scoring and the cards read, in a fixed number of queries."""
        return self.select_related("organisation").prefetch_related(
            "sector_rows__sector", "sectors_excluded", "clusters", "cities", "cities_excluded"
        )


class Mandate(models.Model):
    """What an organisation looks for; one for each programme of investment. Empty means not said."""

    code = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="mandates", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=120)
    intent = models.CharField(_("what it is to be"), max_length=20, choices=Intent, blank=True)
    sectors = models.ManyToManyField(
        Sector, through="MandateSector", related_name="+", verbose_name=_("sectors wanted")
    )
    sectors_excluded = models.ManyToManyField(
        Sector, blank=True, related_name="+", verbose_name=_("sectors excluded")
    )
    clusters = models.ManyToManyField(
        Cluster, blank=True, related_name="+", verbose_name=_("clusters wanted")
    )
    musts = ArrayField(
        models.CharField(max_length=10, choices=Wish),
        verbose_name=_("must hold"),
        default=list,
        blank=True,
        help_text=_("A project that does not meet one of these is left out."),
    )
    indifferent = ArrayField(
        models.CharField(max_length=10, choices=Wish),
        verbose_name=_("does not matter"),
        default=list,
        blank=True,
        help_text=_("Asked and answered: any will do. Apart from not said."),
    )
    modes = ArrayField(
        models.CharField(max_length=20, choices=Mode),
        verbose_name=_("forms of co-operation"),
        default=list,
        blank=True,
    )
    modes_never = ArrayField(
        models.CharField(max_length=20, choices=Mode), verbose_name=_("never"), default=list, blank=True
    )
    ticket_min = models.DecimalField(_("from"), max_digits=18, decimal_places=2, null=True, blank=True)
    ticket_max = models.DecimalField(_("to"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, default="CNY", choices=[(code, code) for code in CURRENCIES]
    )
    horizon_min = models.PositiveSmallIntegerField(_("horizon from, years"), null=True, blank=True)
    horizon_max = models.PositiveSmallIntegerField(_("horizon to, years"), null=True, blank=True)
    equity_min = models.PositiveSmallIntegerField(
        _("share from, %"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    equity_max = models.PositiveSmallIntegerField(
        _("share to, %"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    irr_min = models.DecimalField(
        _("return at least, % a year"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    cities = models.ManyToManyField(City, blank=True, related_name="+", verbose_name=_("cities wanted"))
    cities_excluded = models.ManyToManyField(
        City, blank=True, related_name="+", verbose_name=_("cities excluded")
    )
    land_min = models.DecimalField(
        _("land from, hectares"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    land_max = models.DecimalField(
        _("land to, hectares"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    power_min = models.DecimalField(
        _("electricity, MW"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    green_power_min = models.PositiveSmallIntegerField(
        _("green share of power, at least %"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    floor_min = models.PositiveIntegerField(_("floor space from, m²"), null=True, blank=True)
    water_min = models.PositiveIntegerField(_("water, t a day"), null=True, blank=True)
    port_km_max = models.PositiveSmallIntegerField(_("port within, km"), null=True, blank=True)
    airport_km_max = models.PositiveSmallIntegerField(_("airport within, km"), null=True, blank=True)
    headcount = models.PositiveIntegerField(_("people after three years"), null=True, blank=True)
    start_from = models.DateField(_("start not before"), null=True, blank=True)
    start_to = models.DateField(_("start not after"), null=True, blank=True)
    stage_min = models.CharField(_("stage at least"), max_length=20, choices=Stage, blank=True)
    readiness_min = models.PositiveSmallIntegerField(
        _("readiness at least"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    notes = models.TextField(_("notes"), max_length=4000, blank=True)
    language = models.CharField(
        _("language of the answers"), max_length=7, choices=settings.LANGUAGES, default="en"
    )
    digest = models.CharField(_("new matches by mail"), max_length=10, choices=Digest, default=Digest.WEEKLY)
    state = models.CharField(_("state"), max_length=10, choices=MandateState, default=MandateState.DRAFT)
    paused_because = models.CharField(
        _("paused because"), max_length=12, choices=PausedBecause, blank=True, editable=False
    )
    asked_on = models.DateField(_("last asked whether it is right"), null=True, blank=True, editable=False)
    times_asked = models.PositiveSmallIntegerField(
        _("times asked since confirmed"), default=0, editable=False
    )
    next_question = models.JSONField(
        _("what to ask next"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("Computed by matching, for one version of the mandate and one day."),
    )
    province_note = models.TextField(
        _("note of the province’s desk"),
        max_length=2000,
        blank=True,
        help_text=_("Officers who may see this mandate read it; the investor does not."),
    )
    steps_done = models.PositiveSmallIntegerField(_("steps done"), default=0, editable=False)
    last_confirmed_on = models.DateField(_("last confirmed"), default=clock.today)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = MandateQuerySet.as_manager()

    private_fields = ("name", "notes", "province_note")

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=in_order("ticket_min", "ticket_max") & not_negative("ticket_min", "ticket_max"),
                name="mandate_ticket_in_order",
                violation_error_message=_("The lower amount is above the upper one."),
            ),
            models.CheckConstraint(
                condition=in_order("horizon_min", "horizon_max"), name="mandate_horizon_in_order"
            ),
            models.CheckConstraint(
                condition=in_order("equity_min", "equity_max")
                & (Q(equity_max__isnull=True) | Q(equity_max__lte=100))
                & (Q(equity_min__isnull=True) | Q(equity_min__lte=100)),
                name="mandate_equity_in_order",
            ),
            models.CheckConstraint(
                condition=in_order("land_min", "land_max")
                & not_negative("land_min", "land_max", "power_min"),
                name="mandate_site_in_order",
            ),
            models.CheckConstraint(
                condition=in_order("start_from", "start_to"), name="mandate_start_in_order"
            ),
            models.CheckConstraint(
                condition=Q(readiness_min__isnull=True) | Q(readiness_min__lte=100),
                name="mandate_readiness_of_100",
            ),
            models.CheckConstraint(condition=Q(steps_done__lte=LAST_STEP), name="mandate_has_five_steps"),
            models.CheckConstraint(
                condition=~Q(modes__overlap=F("modes_never")), name="mandate_mode_not_both_ways"
            ),
            models.CheckConstraint(
                condition=Q(musts__contained_by=Wish.values)
                & Q(indifferent__contained_by=Wish.values)
                & ~Q(musts__overlap=F("indifferent")),
                name="mandate_musts_are_known_wishes",
            ),
            *(must_is_said(wish) for wish in (Wish.AMOUNT, Wish.MODE, Wish.SITE, Wish.TIME)),
            models.CheckConstraint(
                condition=(Q(green_power_min__isnull=True) | Q(green_power_min__lte=100))
                & not_negative("irr_min"),
                name="mandate_shares_of_100",
            ),
            models.CheckConstraint(
                condition=Q(paused_because="") | Q(state=MandateState.PAUSED),
                name="mandate_reason_of_pause_only_while_paused",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.organisation})"

    @property
    def sector_weights(self) -> dict[str, int]:
        """Slug to weight 1–3; reads the prefetch of `with_facts()`."""
        return {row.sector.slug: row.weight for row in self.sector_rows.all()}

    def says(self, wish: Wish) -> bool:
        """Something is stated of this wish; reads the prefetch of `with_facts()` where there is one."""
        held = (getattr(self, name) for name in WISH_FIELDS[wish])
        return any(one.all() if hasattr(one, "all") else one not in (None, "", []) for one in held)

    @property
    def next_step(self) -> int | None:
        return self.steps_done + 1 if self.steps_done < LAST_STEP else None

    @property
    def is_stale(self) -> bool:
        return self.last_confirmed_on <= clock.today() - STALE_AFTER

    @property
    def must_labels(self) -> list:
        return [Wish(word).label for word in self.musts]

    @property
    def is_at_work(self) -> bool:
        return self.state == MandateState.ACTIVE

    @property
    def next_ask_on(self) -> date:
        """The day of the next step while nobody confirms: asked, asked again, paused; a month apart at least."""
        due = self.last_confirmed_on + ASKING[min(self.times_asked, len(ASKING) - 1)]
        return max(due, self.asked_on + A_MONTH) if self.asked_on else due

    @property
    def knows_its_question(self) -> bool:
        """What was computed last holds for the wishes as they are, and is not older than a day."""
        kept = self.next_question
        return kept.get("version") == self.version and kept.get("day") == clock.today().isoformat()

    def can_be_changed_by(self, user) -> bool:
        return self.organisation.can_have_mandates_written_by(user)

    def can_be_noted_by(self, user) -> bool:
        """The province's desk keeps a note; a city's officer reads it."""
        return scope_of(user).writes_everywhere


class MandateSectorQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(mandate__in=Mandate.objects.visible_to(user))


class MandateSector(models.Model):
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="sector_rows")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+", verbose_name=_("sector"))
    weight = models.PositiveSmallIntegerField(_("weight"), choices=Weight, default=Weight.WANTED)

    objects = MandateSectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector wanted")
        verbose_name_plural = _("sectors wanted")
        ordering = ["-weight", "sector_id"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "sector"], name="mandate_sector_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=1) & Q(weight__lte=3), name="mandate_sector_weight_known"
            ),
        ]

    def __str__(self):
        return f"{self.sector} × {self.weight}"
