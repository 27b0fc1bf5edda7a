"""One city's part of a brief: why it was picked, and its answer in the form all three fill in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.core import clock
from investguangdong.investors.models import Organisation
from investguangdong.matching.brief_choices import (
    OPEN,
    UNDER_WAY,
    BriefState,
    CityState,
    DeclineReason,
    EndReason,
    FigureName,
    FigureState,
    ReplyState,
)
from investguangdong.matching.models.brief import Brief, BriefQuestion
from investguangdong.places.models import City, Policy
from investguangdong.projects.models import Project


class CityBriefQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Members all parts of their own briefs; a city's officers their city's part once it was sent."""
        if not user.is_authenticated:
            return self.none()
        own = Q(brief__in=Brief.objects.of_investor(user))
        return self.filter(own | Q(pk__in=self.model.objects.on_desk_of(user).values("pk")))

    def of_investor(self, user):
        return self.filter(brief__in=Brief.objects.of_investor(user))

    def on_desk_of(self, user):
        """What the back office lists: never an officer's private briefs."""
        scope = scope_of(user)
        if not scope:
            return self.none()
        restricted = Organisation.objects.restricted().values("pk")
        sent = self.exclude(brief__state=BriefState.DRAFT).exclude(
            brief__mandate__organisation__in=restricted
        )
        return sent if scope.everywhere else sent.filter(city__in=scope.city_ids)

    def to_answer(self):
        return self.filter(state=CityState.ASKED, brief__state__in=OPEN)

    def at_work(self):
        """To be answered, or to be replied to."""
        asked_back = Q(state=CityState.ANSWERED, replied_at=None) & ~Q(asked_back="")
        return self.filter(Q(state=CityState.ASKED) | asked_back, brief__state__in=OPEN)

    def answered(self):
        return self.filter(sent_at__isnull=False)

    def with_answer(self):
        """All that the comparison reads, in a fixed number of queries."""
        return self.select_related("brief__mandate__organisation", "city", "contact").prefetch_related(
            "figures", "replies", "policies__policy", "sites__project__city"
        )


class CityBrief(models.Model):
    """`reasons` say why the city fits, as codes with parameters. `draft` is what an officer has typed so far,
    exactly as typed; the answer proper is written when it is sent."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="cities", verbose_name=_("brief"))
    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))
    position = models.PositiveSmallIntegerField(_("place"))
    reasons = models.JSONField(_("why this city"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=CityState, default=CityState.PICKED)
    draft = models.JSONField(_("draft of the answer"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES, blank=True)
    summary = models.TextField(_("in a few sentences"), max_length=2000, blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact officer"),
    )
    valid_until = models.DateField(_("answer holds until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    decline_reason = models.CharField(_("declined because"), max_length=12, choices=DeclineReason, blank=True)
    decline_note = models.CharField(_("in the city's words"), max_length=400, blank=True)
    end_reason = models.CharField(_("not chosen because"), max_length=12, choices=EndReason, blank=True)
    asked_back = models.TextField(_("asked back by the investor"), max_length=1000, blank=True)
    asked_back_at = models.DateTimeField(_("asked back"), null=True, blank=True, editable=False)
    reply = models.TextField(_("reply of the city"), max_length=2000, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True, editable=False)
    case_number = models.CharField(_("case"), max_length=20, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = CityBriefQuerySet.as_manager()
    private_fields = frozenset({"asked_back"})

    class Meta:
        verbose_name = _("brief to answer")
        verbose_name_plural = _("briefs to answer")
        ordering = ["-brief__sent_at", "brief", "position"]
        constraints = [
            models.UniqueConstraint(fields=["brief", "city"], name="brief_asks_a_city_once"),
            models.UniqueConstraint(fields=["brief", "position"], name="brief_city_has_its_place"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=3), name="brief_goes_to_at_most_three_cities"
            ),
            models.UniqueConstraint(
                fields=["brief"], condition=Q(state=CityState.CHOSEN), name="brief_chooses_one_city"
            ),
            models.CheckConstraint(
                condition=~Q(state=CityState.DECLINED) | ~Q(decline_reason=""),
                name="brief_declined_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(valid_until__isnull=False),
                name="brief_answer_says_how_long_it_holds",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def code(self) -> str:
        """What the back office calls it: it names no other city."""
        return f"{self.brief.number}:{self.city.slug}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY and self.brief.is_open

    @property
    def is_answered(self) -> bool:
        return self.sent_at is not None

    @property
    def holds(self) -> bool:
        """The answer's own date has not passed."""
        return self.valid_until is not None and self.valid_until >= clock.today()

    @property
    def wants_reply(self) -> bool:
        return bool(self.asked_back) and self.replied_at is None

    def shows_investor_to(self, user) -> bool:
        """The name is for the investor's own people, and for officers once this city was chosen."""
        return not user.is_staff or self.state == CityState.CHOSEN

    def can_be_answered_by(self, user) -> bool:
        return bool(user.is_authenticated and user.is_staff and scope_of(user).may_write(self.city))


class PartQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(answer__in=CityBrief.objects.visible_to(user))


class BriefSite(models.Model):
    """A published listing of the city, offered in answer; at most five."""

    answer = models.ForeignKey(CityBrief, models.CASCADE, related_name="sites")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    position = models.PositiveSmallIntegerField(_("place"))

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("site offered")
        verbose_name_plural = _("sites offered")
        ordering = ["answer", "position"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "project"], name="brief_site_once"),
            models.UniqueConstraint(fields=["answer", "position"], name="brief_site_has_its_place"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5), name="brief_answer_offers_at_most_five_sites"
            ),
        ]

    def __str__(self):
        return self.project.code


class BriefFigure(models.Model):
    """A figure that all cities are asked for in one unit, with where it stands and as of when."""

    answer = models.ForeignKey(CityBrief, models.CASCADE, related_name="figures")
    name = models.CharField(_("figure"), max_length=12, choices=FigureName)
    state = models.CharField(_("known"), max_length=8, choices=FigureState)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3, null=True, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    note = models.CharField(_("remark"), max_length=200, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure of an answer")
        verbose_name_plural = _("figures of answers")
        ordering = ["answer", "name"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "name"], name="brief_figure_once"),
            models.CheckConstraint(
                condition=~Q(state=FigureState.GIVEN)
                | ((Q(value__gte=0) | Q(day__isnull=False)) & ~Q(source="") & Q(as_of__isnull=False)),
                name="brief_figure_given_has_value_source_date",
            ),
            models.CheckConstraint(
                condition=Q(state=FigureState.GIVEN) | Q(value=None, day=None),
                name="brief_figure_not_given_has_no_value",
            ),
        ]

    def __str__(self):
        return self.get_name_display()


class BriefPolicy(models.Model):
    """A policy the city names, with what the portal's own check says of it on that day."""

    answer = models.ForeignKey(CityBrief, models.CASCADE, related_name="policies")
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="+", verbose_name=_("policy"))
    verdict = models.CharField(_("verdict of the check"), max_length=8)
    checked_on = models.DateField(_("checked"), default=clock.today)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy of an answer")
        verbose_name_plural = _("policies of answers")
        ordering = ["answer", "policy__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "policy"], name="brief_policy_once")]

    def __str__(self):
        return str(self.policy)


class BriefReply(models.Model):
    """The city's answer to one of the investor's questions: open, answered, or coming by a day."""

    answer = models.ForeignKey(CityBrief, models.CASCADE, related_name="replies")
    question = models.ForeignKey(BriefQuestion, models.CASCADE, related_name="replies")
    state = models.CharField(_("state"), max_length=8, choices=ReplyState, default=ReplyState.OPEN)
    text = models.TextField(_("answer"), max_length=2000, blank=True)
    coming_on = models.DateField(_("coming on"), null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        ordering = ["answer", "question__position"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "question"], name="brief_question_answered_once"),
            models.CheckConstraint(
                condition=~Q(state=ReplyState.ANSWERED) | ~Q(text=""), name="brief_reply_has_a_text"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReplyState.COMING) | Q(coming_on__isnull=False),
                name="brief_reply_coming_has_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.question_id}: {self.state}"
