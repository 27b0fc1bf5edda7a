from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.cases.models import Case
from investguangdong.core import clock
from investguangdong.investors.choices import Disclosure
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.matching.choices import STRONG, Answer, Gate, Side
from investguangdong.matching.gates import WORDS
from investguangdong.matching.layouts import layout_of, parts_of
from investguangdong.matching.scoring import Part
from investguangdong.projects.models import Project
from investguangdong.projects.models.project import LONG_COLUMNS


class MatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An investor sees the matches of mandates that are hers to see. A city's officer sees those of her
        projects whose investor lets officers look, has said yes, or is open to her already; the page keeps
        the investor unnamed until both sides have said yes. The province and auditors see all but what its
        owners have restricted."""
        if not user.is_authenticated:
            return self.none()
        if not user.is_staff:
            return self.filter(mandate__in=Mandate.objects.visible_to(user), project__in=listed_for(user))
        scope = scope_of(user)
        in_use = self.exclude(mandate__organisation__in=Organisation.objects.restricted().values("pk"))
        if scope.everywhere:
            return in_use
        may_look = Q(mandate__organisation__disclosure=Disclosure.OFFICERS) | Q(state_investor=Answer.YES)
        known = Q(mandate__in=Mandate.objects.visible_to(user))
        return in_use.filter(may_look | known, project__city_id__in=scope.city_ids)

    def standing(self):
        """Matches that no side has turned down and that have not lost their ground since."""
        no = Answer.NO
        return self.exclude(Q(state_investor=no) | Q(state_project=no)).filter(is_current=True)

    def awake(self):
        """Without what the investor put off until a day to come."""
        return self.exclude(state_investor=Answer.LATER, wake_investor__gt=clock.today())

    def asleep(self):
        return self.filter(state_investor=Answer.LATER, wake_investor__gt=clock.today())

    def waiting_for_project(self):
        """An investor has said yes, and the project has not answered."""
        return self.filter(state_investor=Answer.YES, state_project=Answer.OPEN, is_current=True)

    def waiting_for_investor(self):
        return self.filter(state_project=Answer.YES, state_investor=Answer.OPEN, is_current=True)

    def overdue(self):
        return self.waiting_for_project().filter(answer_due__lt=clock.now())

    def introduced(self):
        return self.filter(introduced_at__isnull=False)

    def strong_and_untouched(self):
        """Worth somebody's time, and nobody on either side has acted."""
        return self.standing().unanswered().filter(score__gte=STRONG)

    def most_wanted_first(self):
        """In the order in which the investors suit the project; where that is not computed yet, by the score."""
        return self.order_by(F("standing").desc(nulls_last=True), "-score", "mandate__code")

    def unanswered(self):
        """Nobody on either side has said anything about the pair, now or before."""
        return self.filter(state_investor=Answer.OPEN, state_project=Answer.OPEN, feedback=None)

    def untold(self):
        """Strong open matches that no digest has told yet."""
        return self.standing().filter(state_investor=Answer.OPEN, told_at=None, score__gte=STRONG)

    def answered_by_investor(self, answer):
        """Standing matches with this answer; those turned down whether they still stand or not."""
        rows = self if answer == Answer.NO else self.standing()
        return rows.filter(state_investor=answer)

    def tallied(self) -> dict[str, dict[str, int]]:
        """How many matches of each mandate have each answer of the investor, and under "" how many stand and are
        awake: {mandate's code: {answer: how many}}, in one query."""
        no, later = Answer.NO, Answer.LATER
        stands = Q(is_current=True) & ~Q(state_project=no)
        asleep = Q(state_investor=later, wake_investor__gt=clock.today())
        counts = {
            "n_": models.Count("pk", filter=stands & ~Q(state_investor=no) & ~asleep),
            "n_no": models.Count("pk", filter=Q(state_investor=no)),
            **{
                f"n_{one}": models.Count("pk", filter=stands & Q(state_investor=one))
                for one in (Answer.OPEN, Answer.YES, later)
            },
        }
        rows = self.order_by().values("mandate__code").annotate(**counts)
        return {row["mandate__code"]: {name[2:]: row[name] for name in counts} for row in rows}

    def agreed(self):
        return self.filter(state_investor=Answer.YES, state_project=Answer.YES)

    def best_first(self):
        """In the order of the lists; what has no place in one yet, by its score."""
        return self.order_by(F("rank").asc(nulls_last=True), "-score", "project__code")

    def with_open_names(self, user):
        """`name_is_open`: both sides have said yes, and the organisation is still open to this officer."""
        seen = Organisation.objects.visible_to(user).filter(pk=models.OuterRef("mandate__organisation"))
        met = Q(introduced_at__isnull=False) & models.Exists(seen)
        return self.annotate(name_is_open=models.ExpressionWrapper(met, models.BooleanField()))

    def with_since(self):
        """`since`: the last answer of either side, else when the pair was scored."""
        return self.annotate(since=Coalesce("answered_at", "at"))

    def with_card(self):
        """All that a card shows, in one query."""
        heavy = [f"project__{name}" for name in LONG_COLUMNS]
        return self.select_related(
            "mandate__organisation", "project__city", "project__primary_sector", "case"
        ).defer(*heavy)


def listed_for(user):
    return Project.objects.listed().visible_to(user).values("pk")


def with_match_count(mandates):
    """Mandates with how many matches stand for each."""
    no = Answer.NO
    stand = Q(matches__is_current=True) & ~Q(matches__state_investor=no) & ~Q(matches__state_project=no)
    return mandates.annotate(match_count=models.Count("matches", filter=stand))


class Match(models.Model):
    """One mandate and one project, scored by one version of the model.

    Reasons are stored as codes with parameters and become sentences when they are shown. `material` is the
    fingerprint of the facts the score was made from: a pair that was turned down stays away until it changes.
    Numbers are stored bare, in the order of the version (`layouts`): `signal_values` from 0 to 1 with NULL for
    "not known", `averages` of the same signals over the open projects, `gate_codes` as in `gates`. Many pairs
    are scored that nobody looks at: the findings are made when somebody does (`explained_at`).
    """

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="matches", verbose_name=_("mandate"))
    project = models.ForeignKey(Project, models.CASCADE, related_name="matches", verbose_name=_("project"))
    model_version = models.SlugField(_("score model"), max_length=40)
    score = models.DecimalField(_("score of 100"), max_digits=9, decimal_places=6)
    gate = models.CharField(_("conditions"), max_length=8, choices=Gate.choices)
    known = models.PositiveSmallIntegerField(_("facts known"))
    asked = models.PositiveSmallIntegerField(_("facts asked"))
    standing = models.FloatField(_("score seen from the project"), null=True)
    signal_values = ArrayField(
        models.FloatField(null=True), verbose_name=_("value of each signal"), default=list, blank=True
    )
    averages = ArrayField(
        models.FloatField(null=True), verbose_name=_("average of each signal"), default=list, blank=True
    )
    gate_codes = ArrayField(
        models.SmallIntegerField(), verbose_name=_("each condition"), default=list, blank=True
    )
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    clashes = models.JSONField(_("clashes"), default=list, blank=True)
    unknowns = models.JSONField(_("not known"), default=list, blank=True)
    raises = models.JSONField(_("what would raise it"), default=list, blank=True)
    state_investor = models.CharField(
        _("investor's answer"), max_length=8, choices=Answer.choices, default=Answer.OPEN
    )
    state_project = models.CharField(
        _("project's answer"), max_length=8, choices=Answer.choices, default=Answer.OPEN
    )
    rank = models.PositiveSmallIntegerField(_("place in the investor's list"), null=True)
    lifted_by = models.CharField(_("moved in the list by"), max_length=16, blank=True)
    is_current = models.BooleanField(_("still stands"), default=True)
    material = models.CharField(_("fingerprint of the facts"), max_length=64, blank=True)
    declined_material = models.CharField(_("fingerprint when turned down"), max_length=64, blank=True)
    at = models.DateTimeField(_("scored"), default=clock.now)
    explained_at = models.DateTimeField(_("put into findings"), null=True, blank=True)
    returned = models.JSONField(_("changed since it was turned down"), default=list, blank=True)
    wake_investor = models.DateField(_("asks the investor again on"), null=True, blank=True)
    wake_project = models.DateField(_("asks the officer again on"), null=True, blank=True)
    answered_at = models.DateTimeField(_("last answer"), null=True, blank=True)
    answer_due = models.DateTimeField(_("other side's answer due"), null=True, blank=True)
    introduced_at = models.DateTimeField(_("introduced"), null=True, blank=True)
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="matches", verbose_name=_("case")
    )
    told_at = models.DateTimeField(_("told by mail"), null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "project"], name="one_match_a_mandate_and_project"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100), name="match_score_from_0_to_100"
            ),
            models.CheckConstraint(
                condition=Q(known__lte=F("asked")), name="match_knows_no_more_than_it_asks"
            ),
            models.CheckConstraint(
                condition=Q(introduced_at=None) | Q(state_investor=Answer.YES, state_project=Answer.YES),
                name="match_is_introduced_by_two_yes",
            ),
            models.CheckConstraint(
                condition=Q(case=None) | Q(introduced_at__isnull=False),
                name="match_case_needs_an_introduction",
            ),
        ]
        indexes = [
            models.Index(fields=["mandate", "-score"], name="match_by_mandate"),
            models.Index(fields=["project", "-score"], name="match_by_project"),
        ]

    def __str__(self):
        return f"{self.mandate.code} · {self.project.code}"

    @property
    def code(self) -> str:
        return f"{self.mandate.code}:{self.project.code}"

    @property
    def values(self) -> dict[str, float | None]:
        """Signal to value, None where a fact is missing."""
        return dict(zip(layout_of(self.model_version).signals, self.signal_values, strict=False))

    @property
    def parts(self) -> list[Part]:
        return parts_of(self.signal_values, self.averages, layout_of(self.model_version))

    @property
    def gates(self) -> dict[str, str]:
        words = (WORDS[code] for code in self.gate_codes)
        return dict(zip(layout_of(self.model_version).gates, words, strict=False))

    @property
    def is_overdue(self) -> bool:
        return bool(self.answer_due and self.answer_due < clock.now())

    @property
    def is_asleep(self) -> bool:
        return self.state_investor == Answer.LATER and bool(
            self.wake_investor and self.wake_investor > clock.today()
        )

    @property
    def is_mutual(self) -> bool:
        return self.state_investor == self.state_project == Answer.YES

    @property
    def is_introduced(self) -> bool:
        return self.introduced_at is not None

    @property
    def answers(self) -> tuple[str, str]:
        return self.state_investor, self.state_project

    @property
    def rounded(self) -> int:
        return int(self.score.quantize(Decimal(1)))

    @property
    def findings(self) -> list[dict]:
        """Everything the page says about the pair, best first: reasons, clashes, unknowns."""
        return [*self.reasons, *self.clashes, *self.unknowns]

    def shows_investor_to(self, user) -> bool:
        """Names are for the investor's own people, and for officers once both sides have said yes."""
        return not user.is_staff or (self.is_introduced and self.mandate.organisation.shows("name", user))

    def state_of(self, side: str) -> str:
        return self.state_investor if side == Side.INVESTOR else self.state_project

    def can_be_answered_by(self, user) -> bool:
        """The investor's members answer for the mandate; an officer who may write answers for the project."""
        if not user.is_authenticated:
            return False
        if user.is_staff:
            return scope_of(user).may_write(self.project.city)
        return self.mandate.organisation.can_be_changed_by(user)
