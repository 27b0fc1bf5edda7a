"""Who answers: by city, sector, language and market. A person is named only where she has agreed to it."""

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core.languages import LANGUAGES
from investguangdong.places.models import City, Sector


def opening() -> time:
    """Of the usual office. A function, since a fixed time reads to Django like a mistaken “now”."""
    return time(9)


def closing() -> time:
    return time(17, 30)


class Market(models.TextChoices):
    HONG_KONG_MACAO = "hk-mo", _("Hong Kong and Macao")
    PORTUGUESE = "pt-br", _("Portugal, Brazil and other Portuguese-speaking countries")
    EUROPE = "eu", _("Europe")
    AMERICAS = "us", _("North America")
    JAPAN_KOREA = "jp-kr", _("Japan and Korea")
    ASEAN = "asean", _("South-East Asia")
    OTHER = "other", _("Other markets")


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Desks are public while they answer; staff also see those switched off."""
        staff = user.is_active and user.is_staff
        return self.all() if staff else self.filter(disabled_on=None)

    def answering(self):
        return self.filter(disabled_on=None)

    def of_city(self, city):
        """The city's desk, else the province's."""
        return self.answering().filter(Q(city=city) | Q(city=None)).order_by(F("city").asc(nulls_last=True))

    def for_sector(self, sector):
        """Desks that name the sector, before those that answer for every one."""
        return self.answering().filter(Q(sectors=sector) | Q(sectors=None)).distinct()


class Contact(models.Model):
    """One desk. The desk answers; an officer and a deputy may stand for it by name."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    city = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("city"),
        help_text=_("Empty: the whole province."),
    )
    sectors = models.ManyToManyField(
        Sector,
        blank=True,
        related_name="contacts",
        verbose_name=_("sectors"),
        help_text=_("None chosen: all sectors."),
    )
    languages = ArrayField(
        models.CharField(max_length=7, choices=settings.LANGUAGES),
        verbose_name=_("languages spoken"),
        default=list,
    )
    markets = ArrayField(
        models.CharField(max_length=6, choices=Market), verbose_name=_("markets"), default=list, blank=True
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    officer_agreed_on = models.DateField(_("officer agreed to be named on"), null=True, blank=True)
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
    )
    deputy_agreed_on = models.DateField(_("deputy agreed to be named on"), null=True, blank=True)
    away_until = models.DateField(_("officer away until"), null=True, blank=True)
    email = models.EmailField(_("e-mail of the desk"), blank=True)
    phone = models.CharField(_("telephone of the desk"), max_length=40, blank=True)
    opens = models.TimeField(_("opens"), default=opening)
    closes = models.TimeField(_("closes"), default=closing)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_sample = models.BooleanField(_("sample"), default=False)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    disabled_on = models.DateField(_("switched off on"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")), name="content_contact_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=list(LANGUAGES)),
                name="content_contact_speaks_known_languages",
            ),
        ]

    def __str__(self):
        return self.slug

    @property
    def named_officer(self):
        """The officer, if she still works here and has agreed to be named."""
        return self.officer if self._may_be_named(self.officer, self.officer_agreed_on) else None

    @property
    def named_deputy(self):
        return self.deputy if self._may_be_named(self.deputy, self.deputy_agreed_on) else None

    @staticmethod
    def _may_be_named(person, agreed_on) -> bool:
        return bool(person and agreed_on and person.is_active and person.is_staff)

    def is_away(self, today) -> bool:
        return self.away_until is not None and self.away_until >= today
