"""The outbox: one row a message. The row is the truth; the broker only wakes the worker that reads it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES
from investguangdong.notifications.kinds import AT_MOST_ONCE, KINDS, Kind, kind_choices


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own messages; all of them with the permission for it."""
        if user.is_active and user.has_perm("notifications.read_all_messages"):
            return self
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def inbox_of(self, user):
        """What the person reads on the site, newest first, whether or not it also went out as mail."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user, in_inbox=True).order_by("-created_at", "-id")

    def unread(self):
        return self.filter(read_at=None)

    def due(self):
        now = clock.now()
        return self.filter(state=Message.State.QUEUED, not_before__lte=now).filter(
            Q(leased_until=None) | Q(leased_until__lt=now)
        )

    def recent_to(self, recipient: str, *, hours: int):
        """Newest first, by the time at which they go or went out."""
        since = clock.now() - timedelta(hours=hours)
        return self.filter(recipient=recipient, not_before__gt=since).order_by("-not_before")

    def stoppable_by(self, key: int | None):
        """The message a stop link belongs to, if its kind may be switched off. The signature of the link is
        the permission."""
        optional = [kind.name for kind in KINDS.values() if not kind.mandatory]
        return self.filter(pk=key, kind__in=optional).first()

    def needing_decision(self):
        return self.filter(state__in=[Message.State.UNCLEAR, Message.State.FAILED])


class Message(models.Model):
    """One message to one recipient about one thing."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        HANDING = "handing", _("being handed over")
        SENT = "sent", _("sent")
        MUTED = "muted", _("not mailed: switched off by the recipient")
        DROPPED = "dropped", _("not sent: no longer true or allowed")
        FAILED = "failed", _("failed")
        UNCLEAR = "unclear", _("unclear: may have arrived")

    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
    dedup_key = models.CharField(_("key"), max_length=255, unique=True)
    message_id = models.CharField(_("Message-ID"), max_length=255)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    recipient = models.EmailField(_("recipient"), max_length=254)
    language = models.CharField(_("language"), max_length=10)
    about_type = models.CharField(_("kind of object"), max_length=80, blank=True)
    about_id = models.CharField(_("object"), max_length=64, blank=True)
    context = models.JSONField(_("details"), default=dict, blank=True)
    prepared = models.JSONField(_("prepared text"), null=True, blank=True, editable=False)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=5)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=clock.now)
    leased_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    lease = models.UUIDField(_("claim"), null=True, blank=True, editable=False)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    in_inbox = models.BooleanField(_("shown in the inbox"), default=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    created_at = models.DateTimeField(_("written at"), default=clock.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        permissions = [("read_all_messages", "Can see messages to other people")]
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="message_is_in_a_known_language"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_message_has_its_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["priority", "id"], name="message_queue", condition=Q(state__in=["queued", "handing"])
            ),
            models.Index(fields=["user", "-created_at"], name="message_inbox", condition=Q(in_inbox=True)),
            models.Index(fields=["recipient", "created_at"], name="message_by_recipient"),
        ]

    def __str__(self):
        return self.subject or str(self.definition.label)

    @property
    def definition(self) -> Kind:
        return KINDS[self.kind]

    @property
    def is_at_most_once(self) -> bool:
        return self.definition.delivery == AT_MOST_ONCE

    def can_be_resent_by(self, user) -> bool:
        ended = self.state in (self.State.FAILED, self.State.UNCLEAR, self.State.SENT)
        return ended and self.prepared is None and user.has_perm("notifications.change_message")


class PreferenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_active and user.has_perm("notifications.read_all_messages"):
            return self
        return self.filter(address=user.email.lower()) if user.is_authenticated else self.none()

    def wants_mail(self, message: Message) -> bool:
        if message.definition.mandatory:
            return True
        if getattr(message.user, "is_restricted", False):
            return False
        off = Preference.Frequency.OFF
        return not self.filter(address=message.recipient, kind=message.kind, frequency=off).exists()

    def frequency_of(self, kind: str, addresses) -> dict[str, str]:
        """How often each of these addresses wants one kind; who has not chosen gets the kind's default."""
        chosen = dict(
            self.filter(kind=kind, address__in=[address.lower() for address in addresses]).values_list(
                "address", "frequency"
            )
        )
        return {address: chosen.get(address.lower(), KINDS[kind].default) for address in addresses}


class Preference(models.Model):
    """How an address wants one kind of message. By address, so that people without an account may choose."""

    class Frequency(models.TextChoices):
        INSTANT = "instant", _("by e-mail and in the inbox")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week, on Monday")
        OFF = "off", _("in the inbox only")

    address = models.EmailField(_("e-mail address"), max_length=254)
    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    changed_at = models.DateTimeField(_("changed"), default=clock.now)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(fields=["address", "kind"], name="one_preference_for_address_and_kind"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_frequency_display()}"
