"""Pages of running text in editions: what is public stays as it is while the next edition is written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.content.models.base import Reviewed, ReviewedQuerySet, edits
from investguangdong.core import clock
from investguangdong.places.models import ReferenceQuerySet

# Pages with an address of their own, by the name of their view.
NAMED = {
    "about": "about",
    "sources": "data_sources",
    "accessibility": "accessibility",
    "privacy": "privacy",
    "security": "security",
}


class PageQuerySet(ReviewedQuerySet):
    def visible_to(self, user):
        """Pages that have a public edition; editors also see those that have none yet."""
        if edits(user, self.model):
            return self
        public = Edition.objects.filter(state=Edition.State.PUBLISHED)
        return self.filter(pk__in=public.values("page"))


class Page(Reviewed):
    """The address of a page of running text. The words stand in its editions."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        name = NAMED.get(self.slug)
        return reverse(f"pages:{name}") if name else reverse("pages:article", args=[self.slug])


class EditionQuerySet(ReferenceQuerySet):
    def published(self):
        return self.filter(state=Edition.State.PUBLISHED)

    def visible_to(self, user):
        return self.all() if edits(user, self.model) else self.published()


class Edition(models.Model):
    """One version of a page's words. At most one is public and at most one is being written."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        EARLIER = "earlier", _("earlier edition")

    page = models.ForeignKey(Page, models.CASCADE, related_name="editions", verbose_name=_("page of text"))
    number = models.PositiveIntegerField(_("edition"), editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(_("title"), max_length=160)
    lead = models.CharField(_("first sentence"), max_length=400, blank=True)
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_(
            "Paragraphs apart by an empty line. ## heading, - list, **strong**, [words](address). "
            "A line [[name]] stands for a table that the site computes. HTML is shown as typed."
        ),
    )
    note = models.CharField(_("what has changed"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(_("written"), default=clock.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["page", "-number"]
        verbose_name = _("edition of a page")
        verbose_name_plural = _("editions of pages")
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="content_edition_number_once_a_page"),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state="published"), name="content_page_has_one_public_edition"
            ),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state="draft"), name="content_page_has_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False),
                name="content_public_edition_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.page} {self.number}"

    def get_absolute_url(self):
        return self.page.get_absolute_url()

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
