from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.matching.gates import GATES
from investguangdong.matching.weights import DEFAULT, SIGNALS, Weights, check, read, written


def signals_in_order() -> list[str]:
    return list(SIGNALS)


def gates_in_order() -> list[str]:
    return list(GATES)


def weights_are_sound(value):
    problem = check(value)
    if problem:
        raise ValidationError(problem)


class ScoreModelQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_staff else self.none()

    def serving(self) -> Weights:
        """The weights in use; those written in the code until a row that fits today's signals says otherwise."""
        row = self.filter(is_serving=True).first()
        return read(row.weights) if row and not check(row.weights) else DEFAULT

    def by_version(self, versions) -> dict[str, Weights]:
        """The weights of each version; those of the code for one that was never written down."""
        rows = {row.version: read(row.weights) for row in self.filter(version__in=versions)}
        return {version: rows.get(version, DEFAULT) for version in versions}

    def weights_of(self, version: str) -> Weights:
        return self.by_version([version])[version]

    def ensure(self, weights: Weights) -> Weights:
        """A row for weights that stand only in the code so far: matches name their version."""
        self.get_or_create(version=weights.version, defaults={"weights": written(weights)})
        return weights

    def served_before(self):
        """The version to go back to: what served last, before the one that serves now."""
        return self.filter(is_serving=False, served_from__isnull=False).order_by("-served_from").first()


class ScoreModel(models.Model):
    """Weights are data: every version is kept, one serves. `signals` and `gates` are the order in which its
    matches keep their numbers."""

    version = models.SlugField(_("version"), max_length=40, unique=True)
    weights = models.JSONField(_("weights"), validators=[weights_are_sound])
    signals = ArrayField(models.SlugField(max_length=40), default=signals_in_order, editable=False)
    gates = ArrayField(models.SlugField(max_length=40), default=gates_in_order, editable=False)
    note = models.TextField(_("where the weights come from"), blank=True)
    measured = models.JSONField(_("measured"), default=dict, blank=True)
    is_learned = models.BooleanField(_("learned from answers"), default=False)
    is_serving = models.BooleanField(_("in use"), default=False)
    served_from = models.DateTimeField(_("last put to use"), null=True, blank=True)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("put to use by"),
    )
    created_at = models.DateTimeField(_("created"), default=clock.now)

    objects = ScoreModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("score model")
        verbose_name_plural = _("score models")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_serving"], condition=Q(is_serving=True), name="one_score_model_serves"
            )
        ]

    def __str__(self):
        return self.version
