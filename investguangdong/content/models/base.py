"""What everything edited shares: a state, a date of review, and the door to its rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.places.models import Reference, ReferenceQuerySet


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


def edits(user, model) -> bool:
    """Whoever may change rows of this kind in the back office."""
    name = f"{model._meta.app_label}.change_{model._meta.model_name}"
    return bool(user.is_active and user.is_staff and user.has_perm(name))


class ReviewedQuerySet(models.QuerySet):
    def overdue(self, today):
        """Rows whose next review should have been before that day."""
        return self.filter(next_review_on__lt=today)


class EditorialQuerySet(ReferenceQuerySet, ReviewedQuerySet):
    def published(self):
        return self.enabled().filter(state=State.PUBLISHED)

    def visible_to(self, user):
        """Everybody sees what is published; its editors also see drafts, as a preview at the same address."""
        return self.enabled() if edits(user, self.model) else self.published()


class Reviewed(models.Model):
    """Somebody has read it on a day, and says when it should be read again."""

    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("reviewed by"),
    )
    next_review_on = models.DateField(_("next review"), null=True, blank=True)

    class Meta:
        abstract = True


class Editorial(Reference, Reviewed):
    """A row with text that is written, previewed, published and read again from time to time."""

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)

    objects = EditorialQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT
