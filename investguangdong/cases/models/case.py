import uuid

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.cases.models.choices import (
    CLOSED,
    AssignedBecause,
    Channel,
    Stage,
    State,
)
from investguangdong.core import clock
from investguangdong.investors.models import Membership, Organisation
from investguangdong.places.models import City
from investguangdong.projects.models import Project


def next_number() -> str:
    """IG-2026-000123. The number comes from a sequence of the database and is never used again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_case_number')")
        (number,) = cursor.fetchone()
    return f"IG-{clock.today().year}-{number:06d}"


def of_investor(user) -> Q:
    """A case with an organisation belongs to its current members; one without to who owns the address."""
    own = Membership.objects.current().filter(user=user).values("organisation")
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return Q(organisation__in=own) | Q(organisation=None, contact_email__in=addresses)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Investors: their own. Officers: the cases of their cities that may be read; the province and
        auditors all."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        scope = scope_of(user)
        if not scope:
            return self.filter(of_investor(user))
        desk = self.in_use() if scope.everywhere else self.in_use().filter(city__in=scope.city_ids)
        return self.filter(Q(pk__in=desk.values("pk")) | of_investor(user))

    def in_use(self):
        """Of somebody who has restricted her data, officers read what is open and nothing else."""
        restricted = Q(organisation__in=Organisation.objects.restricted().values("pk"))
        restricted |= Q(organisation=None, opened_by__restricted_at__isnull=False)
        return self.exclude(restricted, state__in=CLOSED)

    def of_investor(self, user):
        """What the investor's desk lists, also for a person who is an officer as well."""
        return self.filter(of_investor(user)) if user.is_authenticated else self.none()

    def on_desk_of(self, user):
        """What the back office lists: an officer's cities, never her private cases elsewhere."""
        scope = scope_of(user)
        return self if scope.everywhere else self.filter(city__in=scope.city_ids)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def open_now(self):
        return self.exclude(state__in=CLOSED)

    def waiting_for_answer(self):
        """Something asked is still open, and the next move is the officer's."""
        return self.confirmed().open_now().filter(full_answer_at=None, waiting_since=None)

    def overdue(self):
        now = clock.now()
        late = Q(first_answer_at=None, first_answer_due__lt=now) | Q(full_answer_due__lt=now)
        return self.waiting_for_answer().filter(late)

    def by_urgency(self):
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")


class Case(models.Model):
    """One investor's journey, from the first question to aftercare."""

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    channel = models.CharField(_("came by"), max_length=10, choices=Channel, default=Channel.WEB)
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("organisation"),
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("project")
    )
    city = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("desk"),
        help_text=_("Empty: the provincial desk."),
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    contact_name = models.CharField(_("name"), max_length=120)
    contact_email = models.EmailField(_("e-mail address"))
    subject = models.CharField(_("subject"), max_length=200)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_cases",
        verbose_name=_("officer"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputised_cases",
        verbose_name=_("deputy"),
    )
    assigned_because = models.CharField(
        _("assigned because"), max_length=20, choices=AssignedBecause, blank=True
    )

    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.LEAD)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ONGOING)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    lost_to = models.CharField(_("place it was lost to"), max_length=120, blank=True)
    facts = models.JSONField(_("facts for the stages"), default=dict, blank=True)

    received_at = models.DateTimeField(_("received"), default=clock.now)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    first_answer_due = models.DateTimeField(_("first answer due"), null=True, blank=True)
    first_answer_at = models.DateTimeField(_("first answer"), null=True, blank=True)
    first_provisional = models.BooleanField(_("first date is provisional"), default=False)
    full_answer_due = models.DateTimeField(_("full answer due"), null=True, blank=True)
    full_answer_at = models.DateTimeField(_("full answer"), null=True, blank=True)
    full_provisional = models.BooleanField(_("full date is provisional"), default=False)
    due_at = models.GeneratedField(
        expression=models.Case(
            models.When(confirmed_at=None, then=None),
            models.When(first_answer_at=None, then=F("first_answer_due")),
            models.When(full_answer_at=None, waiting_since=None, then=F("full_answer_due")),
            default=None,
            output_field=models.DateTimeField(),
        ),
        output_field=models.DateTimeField(),
        db_persist=True,
        verbose_name=_("due"),
    )
    waiting_since = models.DateTimeField(_("waiting for the investor since"), null=True, blank=True)

    link_key = models.UUIDField(default=uuid.uuid4, editable=False)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = CaseQuerySet.as_manager()

    private_fields = frozenset({"contact_name", "contact_email", "subject", "text"})

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["city", "due_at"], name="case_queue"),
            models.Index(fields=["contact_email"], name="case_contact"),
            models.Index(fields=["stage", "state"], name="case_stage"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="case_stage_is_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="case_state_is_known"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="case_language_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ONGOING) | ~Q(state_reason=""), name="case_state_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.LOST) | ~Q(lost_to=""), name="case_lost_names_the_place"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None)
                | Q(first_answer_due__isnull=False, full_answer_due__isnull=False),
                name="case_confirmed_has_its_promise",
            ),
            models.CheckConstraint(
                condition=Q(first_answer_at=None) | Q(confirmed_at__isnull=False),
                name="case_answer_needs_a_confirmed_address",
            ),
            models.CheckConstraint(
                condition=Q(full_answer_at=None) | Q(first_answer_at__isnull=False),
                name="case_full_answer_after_first",
            ),
            models.CheckConstraint(
                condition=Q(full_answer_due=None) | Q(full_answer_due__gte=F("first_answer_due")),
                name="case_promises_in_order",
            ),
            models.CheckConstraint(
                condition=Q(owner=None) | ~Q(assigned_because=""), name="case_owner_has_a_rule"
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("owner")), name="case_deputy_is_another_person"
            ),
        ]

    def __str__(self):
        return self.number

    def save(self, *args, **kwargs):
        self.number = self.number or next_number()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("cases:case", args=[self.number])

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def is_waiting_for_investor(self) -> bool:
        return self.waiting_since is not None

    @property
    def is_overdue(self) -> bool:
        return bool(not self.is_closed and self.due_at and self.due_at < clock.now())

    @property
    def late_by(self) -> str:
        """In its largest unit, in the reader's language: `2 days`."""
        return timesince(self.due_at, clock.now(), depth=1) if self.is_overdue else ""

    @property
    def is_due_today(self) -> bool:
        """By the date in Guangdong, and not late yet."""
        due = self.due_at and self.due_at.astimezone(clock.BUSINESS_ZONE).date()
        return due == clock.today() and not self.is_overdue

    @property
    def is_provisional(self) -> bool:
        """The date due may move: the holidays of its year are not announced yet."""
        return self.full_provisional if self.first_answer_at else self.first_provisional

    @property
    def link_may_be_used(self) -> bool:
        """A link sent by mail is worth no more than its reader: once she leaves the organisation, nothing."""
        if self.organisation_id is None:
            return True
        current = Membership.objects.current().filter(
            organisation=self.organisation_id, user=self.opened_by_id
        )
        return self.opened_by_id is not None and current.exists()

    def can_be_worked_by(self, user) -> bool:
        """Answered, assigned, moved, annotated: by officers who write for the desk of the case."""
        return scope_of(user).may_write(self.city)

    def can_be_asked_by(self, user) -> bool:
        """Follow-up questions come from the investor's side only."""
        return user.is_authenticated and Case.objects.of_investor(user).filter(pk=self.pk).exists()
