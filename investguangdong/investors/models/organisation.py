from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.investors import disclosure
from investguangdong.investors.choices import (
    CURRENCIES,
    Disclosure,
    OrganisationKind,
    Role,
    Tier,
    Verification,
)
from investguangdong.places.models import City, Sector

# A new check may be asked for this long before the old one lapses.
RENEWAL = timedelta(days=60)


def kept_on(user, name: str, rows) -> frozenset[int]:
    """Keys of `rows(user)`, read once a request and kept on the user object like her scope."""
    if not hasattr(user, name):
        setattr(user, name, frozenset(rows(user).values_list("pk", flat=True)))
    return getattr(user, name)


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Members their own; a city's officer those granted to her city; the province and auditors all. What
        its owners have restricted, nobody but its members."""
        if not user.is_authenticated:
            return self.none()
        scope = scope_of(user)
        own = Q(pk__in=Membership.objects.current().filter(user=user).values("organisation"))
        if not scope:
            return self.filter(own)
        in_use = ~Q(pk__in=Organisation.objects.restricted().values("pk"))
        if scope.everywhere:
            return self.filter(own | in_use)
        granted = Grant.objects.in_force().filter(city__in=scope.city_ids).values("organisation")
        return self.filter(own | in_use & Q(pk__in=granted))

    def granted_to(self, user):
        """Opened to the officers of one of the person's cities."""
        cities = scope_of(user).city_ids
        return self.filter(pk__in=Grant.objects.in_force().filter(city__in=cities).values("organisation"))

    def of_member(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=Membership.objects.current().filter(user=user).values("organisation"))

    def restricted(self):
        """Whose owners have all asked that their data be kept and not used."""
        owners = Membership.objects.current().filter(role=Role.OWNER)
        asked = owners.filter(user__restricted_at__isnull=False).values("organisation")
        others = owners.filter(user__restricted_at=None, organisation=models.OuterRef("pk"))
        return self.filter(~models.Exists(others), pk__in=asked)

    def ending_with(self, user):
        """Which nobody else belongs to, advisers aside: they go when the person goes."""
        own = Membership.objects.filter(user=user).values("organisation")
        others = Membership.objects.current().exclude(user=user).exclude(role=Role.ADVISER)
        return self.filter(~models.Exists(others.filter(organisation=models.OuterRef("pk"))), pk__in=own)

    def in_register(self, *, country, registration_no):
        """The one with this entry; none for an empty number."""
        return self.filter(country=country, registration_no=registration_no).exclude(registration_no="")

    def waiting_for_check(self):
        """Whose check is asked for, the first time or again before the old one lapses; longest first."""
        return self.filter(check_asked_at__isnull=False).order_by("check_asked_at", "pk")

    def lapsed(self):
        return self.filter(verification=Verification.VERIFIED, verified_until__lte=clock.today())

    def with_counts(self):
        today = clock.today()
        stays = Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gt=today)
        return self.annotate(
            member_count=models.Count("memberships", filter=stays, distinct=True),
            mandate_count=models.Count("mandates", distinct=True),
        )


class Organisation(models.Model):
    """A company, fund or adviser on whose behalf people act here."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("legal name"), max_length=200)
    name_local = models.CharField(_("name in its own script"), max_length=200, blank=True)
    country = CountryField(_("country or area"))
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    website = models.URLField(_("website"), blank=True)
    registration_no = models.CharField(_("registration number"), max_length=60, blank=True)
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    turnover = models.DecimalField(_("turnover"), max_digits=18, decimal_places=2, null=True, blank=True)
    turnover_currency = models.CharField(
        _("currency"), max_length=3, blank=True, choices=[(code, code) for code in CURRENCIES]
    )
    turnover_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    sectors = models.ManyToManyField(Sector, blank=True, related_name="+", verbose_name=_("sectors"))
    in_china = models.BooleanField(_("already has a company in the Mainland"), null=True, blank=True)
    disclosure = models.CharField(
        _("who sees us"), max_length=10, choices=Disclosure, default=Disclosure.GRANTED
    )
    verification = models.CharField(
        _("check"), max_length=10, choices=Verification, default=Verification.NONE
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    verified_until = models.DateField(_("check valid until"), null=True, blank=True)
    verified_desk = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by the desk of"),
        help_text=_("Empty for the province’s desk."),
    )
    check_asked_at = models.DateTimeField(_("check asked for"), null=True, blank=True, editable=False)
    evidence = models.TextField(_("evidence"), max_length=2000, blank=True)
    field_visibility = models.JSONField(_("who sees each fact"), default=dict, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = OrganisationQuerySet.as_manager()

    # The address is made of the name.
    private_fields = frozenset({"slug", "name", "name_local", "website", "registration_no", "evidence"})

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
            models.UniqueConstraint(
                fields=["country", "registration_no"],
                condition=~Q(registration_no=""),
                name="organisation_once_a_register",
                violation_error_message=_(
                    "An organisation with this registration number is already here. Ask its owner to add you."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(verification="verified")
                | (Q(verified_by__isnull=False) & Q(verified_on__isnull=False) & ~Q(evidence="")),
                name="organisation_check_has_officer_date_evidence",
            ),
            models.CheckConstraint(
                condition=Q(verified_until__isnull=True) | Q(verified_until__gt=F("verified_on")),
                name="organisation_check_ends_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=~Q(verification="asked") | Q(check_asked_at__isnull=False),
                name="organisation_check_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(turnover__isnull=True) | (Q(turnover__gte=0) & ~Q(turnover_currency="")),
                name="organisation_turnover_has_currency",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED

    @property
    def may_ask_for_check(self) -> bool:
        """Not while one is under way; where there is one, only towards its end."""
        if self.check_asked_at is not None:
            return False
        ends = self.verified_until
        return not self.is_verified or (ends is not None and ends - clock.today() <= RENEWAL)

    def role_of(self, user) -> str | None:
        """The current role, or None for somebody who is not (or no longer) a member."""
        if not user.is_authenticated:
            return None
        return self.memberships.current().filter(user=user).values_list("role", flat=True).first()

    def can_be_changed_by(self, user) -> bool:
        """Her word is the organisation's: its entry, its answers, what it opens to whom."""
        return self.role_of(user) in (Role.OWNER, Role.MEMBER)

    def can_be_managed_by(self, user) -> bool:
        """Who belongs to it, as what, and until when."""
        return self.role_of(user) == Role.OWNER

    def can_have_mandates_written_by(self, user) -> bool:
        return self.role_of(user) in (Role.OWNER, Role.MEMBER, Role.ADVISER)

    def circle_of(self, user) -> str | None:
        """Of the readers of our facts, the innermost circle the person stands in; None for a stranger."""
        if not user.is_authenticated:
            return None
        if self.pk in kept_on(user, "_own", Organisation.objects.of_member):
            return Tier.US
        scope = scope_of(user)
        if scope.everywhere or (scope and self.pk in kept_on(user, "_met", Organisation.objects.granted_to)):
            return Tier.MET
        return Tier.OFFICERS if scope else None

    def shows(self, field: str, user) -> bool:
        """Whether this person may read this fact of `disclosure.DEFAULTS`: the only place that decides it.
        An officer who is asked to check the entry reads what is checked, whatever its tier."""
        circle = self.circle_of(user)
        if disclosure.is_within(self.tier_of(field), circle):
            return True
        checks = self.check_asked_at is not None and scope_of(user).can_write
        return checks and circle == Tier.MET and field in disclosure.CHECKED

    def tier_of(self, field: str) -> str:
        return disclosure.tier_of(self.field_visibility, field)

    def can_be_verified_by(self, user) -> bool:
        """By an officer who writes for a city the organisation is granted to, or for the province."""
        scope = scope_of(user)
        if scope.writes_everywhere:
            return True
        return self.grants.in_force().filter(city__in=scope.writable_city_ids).exists()


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=clock.today()))

    def owners(self):
        return self.current().filter(role=Role.OWNER)

    def visible_to(self, user):
        """Members their own organisation's; officers those of organisations that let them know their people."""
        rows = self.filter(organisation__in=Organisation.objects.visible_to(user))
        ours = Organisation.objects.of_member(user)
        return rows.filter(disclosure.not_kept("members", "organisation__") | Q(organisation__in=ours))


class Membership(models.Model):
    key = models.UUIDField(unique=True, db_default=RandomUUID(), editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    starts_on = models.DateField(_("from"), default=clock.today)
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("From this day on no longer a member.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "starts_on", "ends_on", function="daterange", output_field=DateRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=~Q(role="adviser") | Q(ends_on__isnull=False),
                name="membership_of_an_adviser_ends",
                violation_error_message=_("An adviser belongs to an organisation until a day you name."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.organisation}"


class GrantQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user):
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class Grant(models.Model):
    """An organisation's data opened to the officers of a city (`city` empty: of the province), and why."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="grants", verbose_name=_("organisation")
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    because = models.CharField(_("because"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=clock.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "city"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="grant_once_a_city",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="grant_has_a_reason"),
        ]

    def __str__(self):
        place = self.city or _("the province")
        return f"{self.organisation} → {place}"
