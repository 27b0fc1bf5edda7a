"""The newsletter: who has confirmed what, and issues on their way from a draft to everybody's mailbox."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.accounts.scopes import scope_of
from investguangdong.content.models.base import edits
from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES

CONFIRM_WITHIN = timedelta(days=3)


def slugs(label):
    """Places and sectors by their addresses; an empty list means all of them."""
    return ArrayField(models.SlugField(max_length=80), verbose_name=label, default=list, blank=True)


class AddressQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Addresses are for those who see the whole province."""
        scope = scope_of(user) if user.is_authenticated else None
        return self if scope and scope.everywhere else self.none()


class SubscriptionRequestQuerySet(AddressQuerySet):
    def open(self):
        return self.filter(confirmed_at=None, asked_at__gt=clock.now() - CONFIRM_WITHIN)

    def expired(self):
        return self.filter(asked_at__lte=clock.now() - CONFIRM_WITHIN)


class SubscriptionRequest(models.Model):
    """Somebody gave an address. Nothing follows until its owner confirms: a stranger changes nobody's choice."""

    private_fields = ("email",)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    sectors = slugs(_("sectors"))
    cities = slugs(_("cities"))
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = SubscriptionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("request for the newsletter")
        verbose_name_plural = _("requests for the newsletter")
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="content_request_is_in_a_known_language"
            ),
        ]

    def __str__(self):
        return str(self.key)


class SubscriberQuerySet(AddressQuerySet):
    def active(self):
        """Who gets it: has not left, and has not asked that her data rest."""
        return self.filter(left_at=None).exclude(email__in=User.objects.restricted().values("email"))

    def wanting(self, issue):
        """Who gets an issue: it has no topic, or the person named none, or one of them is the same."""
        found = self.active()
        for topic in ("sectors", "cities"):
            wanted = getattr(issue, topic)
            if wanted:
                found = found.filter(Q(**{topic: []}) | Q(**{f"{topic}__overlap": wanted}))
        return found


class Subscriber(models.Model):
    """An address whose owner has confirmed it, with what she agreed to and when."""

    private_fields = ("email",)

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    sectors = slugs(_("sectors"))
    cities = slugs(_("cities"))
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    consent_text = models.TextField(_("what was agreed to"))
    confirmed_at = models.DateTimeField(_("confirmed"), default=clock.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="content_subscriber_reads_a_known_language"
            ),
            models.CheckConstraint(
                condition=~Q(consent_text=""), name="content_subscriber_agreed_to_something"
            ),
        ]

    def __str__(self):
        return self.email


class NewsletterIssueQuerySet(models.QuerySet):
    def visible_to(self, user):
        scope = scope_of(user) if user.is_authenticated else None
        return self if scope and scope.everywhere else self.none()

    def to_send(self):
        return self.filter(state__in=[NewsletterIssue.State.APPROVED, NewsletterIssue.State.SENDING])


class NewsletterIssue(models.Model):
    """One issue. It leaves only after a second person has read it; `last_subscriber` is how far it has got."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waits for a second person")
        APPROVED = "approved", _("approved")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=160)
    lead = models.CharField(_("first sentence"), max_length=400, blank=True)
    body = models.TextField(_("text"), help_text=_("Paragraphs apart by an empty line. Addresses in full."))
    sectors = slugs(_("sectors"))
    cities = slugs(_("cities"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    last_subscriber = models.BigIntegerField(default=0, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)

    objects = NewsletterIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("issue of the newsletter")
        verbose_name_plural = _("issues of the newsletter")
        permissions = [("approve_newsletterissue", "Can approve an issue of the newsletter")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="content_issue_leaves_with_an_approval",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="content_issue_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="content_sent_issue_has_its_time"
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def can_be_written_by(self, user) -> bool:
        return self.is_draft and edits(user, type(self))

    def can_be_approved_by(self, user) -> bool:
        """Whoever may approve, except the person who wrote it."""
        may = user.has_perm("content.approve_newsletterissue")
        return self.state == self.State.SUBMITTED and may and user.pk != self.written_by_id
