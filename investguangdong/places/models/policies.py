from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.places.models.base import Reference, ReferenceQuerySet
from investguangdong.places.models.cities import City, Zone
from investguangdong.places.models.sectors import Sector
from investguangdong.places.rules import problems


class PolicyQuerySet(ReferenceQuerySet):
    def in_force(self, day):
        """Open on that day: not ended, not replaced. Where the end is unknown, the stored status decides."""
        ended = models.Q(valid_to__lt=day) | models.Q(state=Policy.State.ENDED)
        return self.exclude(ended)

    def ended_by(self, day):
        return self.filter(models.Q(valid_to__lt=day) | models.Q(state=Policy.State.ENDED))

    def lapsing(self, day, *, within: int):
        """Still open on that day and over within so many days, the first to end first."""
        last = day + timedelta(days=within)
        return self.in_force(day).filter(valid_to__lte=last).order_by("valid_to", "position")

    def for_city(self, city):
        """What applies to an enterprise in that city: its own, its zones', its province's, the country's."""
        own = models.Q(cities=city) | models.Q(zones__city=city)
        wide = models.Q(scope=Policy.Scope.NATIONAL)
        if city.is_in_guangdong:
            wide |= models.Q(scope=Policy.Scope.PROVINCE)
        return self.filter(pk__in=self.filter(own | wide).values("pk"))

    def for_zone(self, zone):
        return self.filter(zones=zone)

    def for_sector(self, sector):
        """What an enterprise of that sector may ask for: rows that name it and rows that name no sector."""
        return self.filter(models.Q(sectors=sector) | models.Q(sectors=None))


class Policy(Reference):
    """An incentive, a plan or a rule, with its window. Dates hold the first or last day of what was published
    (a year, a month); `valid_from_text` and `valid_to_text` keep the wording."""

    class Scope(models.TextChoices):
        NATIONAL = "national", _("national")
        PROVINCE = "province", _("province")
        BAY_AREA = "gba", _("Greater Bay Area")
        CITY = "city", _("cities")
        ZONE = "zone", _("zones")
        SECTOR = "sector", _("one sector")

    class Kind(models.TextChoices):
        TAX = "tax", _("tax")
        SUBSIDY = "subsidy", _("subsidy")
        FUND = "fund", _("fund")
        FINANCE = "finance", _("finance")
        LAND = "land", _("land")
        TALENT = "talent", _("talent")
        DATA = "data", _("data")
        SERVICE = "service", _("service")
        PLAN = "plan", _("plan")
        LAW = "law", _("law")

    class State(models.TextChoices):
        IN_FORCE = "in-force", _("in force")
        CHECK = "check", _("check the current text")
        ENDED = "ended", _("ended")

    slug = models.SlugField(_("address"), max_length=90, unique=True)
    title = models.CharField(_("title"), max_length=250)
    issuing_body = models.CharField(_("issuing body"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    scope = models.CharField(_("scope"), max_length=8, choices=Scope)
    scope_name = models.CharField(_("where it applies"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    summary = models.TextField(_("summary"), blank=True)
    amount_or_rate = models.TextField(_("amount or rate"), blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_from_text = models.CharField(_("from, as published"), max_length=10, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    valid_to_text = models.CharField(_("until, as published"), max_length=10, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State)
    status_text = models.CharField(_("status, as recorded"), max_length=80, blank=True)
    cities = models.ManyToManyField(City, blank=True, related_name="policies", verbose_name=_("cities"))
    zones = models.ManyToManyField(Zone, blank=True, related_name="policies", verbose_name=_("zones"))
    sectors = models.ManyToManyField(
        Sector,
        blank=True,
        related_name="policies",
        verbose_name=_("sectors"),
        help_text=_("None: all of them."),
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.CheckConstraint(
                name="places_policy_window_is_in_order",
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_from__lte=models.F("valid_to")),
            )
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("pages:policy", args=[self.slug])

    def has_ended(self, day) -> bool:
        return self.state == self.State.ENDED or (self.valid_to is not None and self.valid_to < day)

    def days_left(self, day) -> int | None:
        """None where no end was published or it is past."""
        is_open = self.valid_to is not None and not self.has_ended(day)
        return (self.valid_to - day).days if is_open else None


class PolicyRuleQuerySet(ReferenceQuerySet):
    def on(self, day):
        """The edition of each policy that stood on that day, or the last one where all have ended."""
        begun = self.exclude(valid_from__gt=day)
        return begun.order_by("policy_id", models.F("valid_from").desc(nulls_last=True)).distinct("policy_id")


class PolicyRule(Reference):
    """A policy as conditions (`places.checking` answers, docs/policies.md describes). A new edition is a new
    row with its own window, so that what was answered before can be answered again."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="rules", verbose_name=_("policy"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    data = models.JSONField(_("conditions"), help_text=_("As docs/policies.md describes."))

    objects = PolicyRuleQuerySet.as_manager()

    class Meta:
        ordering = ["policy__position", "position", "pk"]
        verbose_name = _("policy rule")
        verbose_name_plural = _("policy rules")
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "valid_from"], nulls_distinct=False, name="places_rule_one_edition_a_day"
            ),
            ExclusionConstraint(
                name="places_rule_editions_do_not_overlap",
                expressions=[
                    ("policy", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "valid_from",
                            "valid_to",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=models.Q(disabled_on=None),
                violation_error_message=_("Another edition of this policy’s rule covers some of these days."),
            ),
            models.CheckConstraint(
                name="places_rule_window_is_in_order",
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_from__lte=models.F("valid_to")),
            ),
        ]

    def __str__(self):
        return f"{self.policy} ({self.valid_from or '…'} – {self.valid_to or '…'})"

    def clean(self):
        if found := problems(self.rule if isinstance(self.data, dict) else self.data):
            raise ValidationError({"data": found})

    @property
    def rule(self) -> dict:
        """As `checking.check` takes it: the conditions with the window of this edition."""
        window = {
            name: getattr(self, name) and getattr(self, name).isoformat()
            for name in ("valid_from", "valid_to")
        }
        return {**self.data, **window}


class Procedure(Reference):
    """One step on the way to an enterprise, a factory or a foreign employee: office, papers, cost, time."""

    class Track(models.TextChoices):
        ENTERPRISE = "enterprise", _("Set up a foreign-invested enterprise")
        FACTORY = "factory", _("Build a factory")
        HIRE = "hire", _("Hire a foreigner")

    track = models.CharField(_("track"), max_length=10, choices=Track)
    number = models.PositiveSmallIntegerField(_("step"))
    name = models.CharField(_("name"), max_length=200)
    applicant = models.CharField(_("who applies"), max_length=60, blank=True)
    office = models.CharField(_("office"), max_length=250, blank=True)
    result = models.CharField(_("result"), max_length=200, blank=True)
    papers = models.TextField(_("papers"), blank=True)
    cost = models.CharField(_("cost"), max_length=150, blank=True)
    duration = models.CharField(_("time"), max_length=150, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    online_channel = models.CharField(_("online channel"), max_length=150, blank=True)
    source_title = models.CharField(_("source"), max_length=200, blank=True)
    source_body = models.CharField(_("body"), max_length=120, blank=True)

    class Meta:
        ordering = ["track", "number"]
        verbose_name = _("procedure step")
        verbose_name_plural = _("procedure steps")
        constraints = [
            models.UniqueConstraint(fields=["track", "number"], name="places_procedure_one_step_per_number")
        ]

    def __str__(self):
        return f"{self.get_track_display()} {self.number}: {self.name}"
