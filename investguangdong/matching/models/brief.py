"""An investor's wishes without her name, and what she asks with them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.matching.brief_choices import AT_WORK, ENDED, OPEN, BriefState, EndReason


def next_number() -> str:
    """IB-2026-000001. The number comes from a sequence of the database and is never used again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('matching_brief_number')")
        (number,) = cursor.fetchone()
    return f"IB-{clock.today().year}-{number:06d}"


class BriefQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Members those of their organisations; the province and auditors what has been sent. A city's
        officers see only their own part (`CityBrief`), so that nothing tells them who else was asked."""
        if not user.is_authenticated:
            return self.none()
        own = Q(mandate__organisation__in=Organisation.objects.of_member(user))
        if scope_of(user).everywhere:
            restricted = Q(mandate__organisation__in=Organisation.objects.restricted().values("pk"))
            return self.filter(own | ~Q(state=BriefState.DRAFT) & ~restricted)
        return self.filter(own)

    def of_investor(self, user):
        """What the investor's desk lists, also for a person who is an officer as well."""
        return self.filter(mandate__organisation__in=Organisation.objects.of_member(user))

    def open_now(self):
        return self.filter(state__in=OPEN)

    def with_counts(self):
        answered = Q(cities__sent_at__isnull=False)
        return self.annotate(
            city_count=models.Count("cities", distinct=True),
            answer_count=models.Count("cities", filter=answered, distinct=True),
        )


class Brief(models.Model):
    """What at most three cities read of a mandate. `facts` are the coarse facts as they were sent; of a draft
    they are worked out from the mandate each time. `left_out` names facts the investor keeps to herself."""

    number = models.CharField(_("number"), max_length=20, unique=True, default=next_number, editable=False)
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="briefs", verbose_name=_("mandate"))
    title = models.CharField(_("title"), max_length=120)
    teaser = models.TextField(_("in a few sentences"), max_length=1200, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    left_out = ArrayField(
        models.CharField(max_length=20), verbose_name=_("facts left out"), default=list, blank=True
    )
    facts = models.JSONField(_("facts as sent"), default=list, blank=True)
    alike = models.PositiveIntegerField(_("organisations alike when sent"), null=True, blank=True)
    due_on = models.DateField(_("answers wanted by"))
    state = models.CharField(_("state"), max_length=10, choices=BriefState, default=BriefState.DRAFT)
    end_reason = models.CharField(_("ended because"), max_length=12, choices=EndReason, blank=True)
    end_note = models.CharField(_("in the investor's words"), max_length=400, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made"), default=clock.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = BriefQuerySet.as_manager()
    private_fields = frozenset({"title", "teaser", "end_note"})

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate"],
                condition=Q(state__in=AT_WORK),
                name="brief_one_at_work_a_mandate",
                violation_error_message=_("There is a brief of this mandate already."),
            ),
            models.CheckConstraint(
                condition=Q(state=BriefState.DRAFT) | Q(sent_at__isnull=False), name="brief_sent_has_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED) | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="brief_ended_has_time_and_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="brief_by_due_date")]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("pages:brief", args=[self.number])

    @property
    def is_draft(self) -> bool:
        return self.state == BriefState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_due(self) -> bool:
        """The last day to answer has passed in Guangdong."""
        return self.due_on < clock.today()

    def can_be_changed_by(self, user) -> bool:
        """Owners and members: an adviser writes mandates, but does not open names."""
        return self.mandate.organisation.can_be_changed_by(user)


class BriefQuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(brief__in=Brief.objects.visible_to(user))


class BriefQuestion(models.Model):
    """One question to every city. `code` names one of the list, whose words follow the reader's language; a
    question in the investor's own words has a text."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("place"))
    code = models.SlugField(_("question of the list"), max_length=40, blank=True)
    text = models.CharField(_("in own words"), max_length=300, blank=True)

    objects = BriefQuestionQuerySet.as_manager()
    private_fields = frozenset({"text"})

    class Meta:
        verbose_name = _("question of a brief")
        verbose_name_plural = _("questions of briefs")
        ordering = ["brief", "position"]
        constraints = [
            models.UniqueConstraint(fields=["brief", "position"], name="brief_question_has_its_place"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=10), name="brief_has_at_most_ten_questions"
            ),
            models.CheckConstraint(
                condition=Q(code="", text__gt="") | Q(code__gt="", text=""),
                name="brief_question_is_of_the_list_or_own",
            ),
        ]

    def __str__(self):
        return self.text or self.code
