"""Updates, and answers to questions that were asked more than once."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.content.models.base import Editorial, EditorialQuerySet, State
from investguangdong.places.models import City, Sector

CURRENT_FOR = timedelta(days=913)  # thirty months


class UpdateQuerySet(EditorialQuerySet):
    def current(self, today):
        return self.filter(published_on__gt=today - CURRENT_FOR, published_on__lte=today)

    def archived(self, today):
        return self.filter(published_on__lte=today - CURRENT_FOR)


class Update(Editorial):
    """Something that has changed for investors, with its day and source. Archived after thirty months."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    published_on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    source_title = models.CharField(_("source"), max_length=250, blank=True)
    source_body = models.CharField(_("body"), max_length=150, blank=True)
    sectors = models.ManyToManyField(Sector, blank=True, related_name="updates", verbose_name=_("sectors"))
    cities = models.ManyToManyField(City, blank=True, related_name="updates", verbose_name=_("cities"))

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "slug"]
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | ~Q(source_body=""),
                name="content_published_update_names_its_source",
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("content:update", args=[self.slug])

    def is_archived(self, today) -> bool:
        return self.published_on <= today - CURRENT_FOR


class Question(Editorial):
    """A question people really ask, with its answer, the day it was answered and what it rests on."""

    class Topic(models.TextChoices):
        START = "start", _("Starting out")
        SETUP = "setup", _("Setting up")
        LAND = "land", _("Land and factories")
        MONEY = "money", _("Money and incentives")
        PEOPLE = "people", _("People")
        DATA = "data", _("Data")
        SITE = "site", _("This site")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    topic = models.CharField(_("topic"), max_length=6, choices=Topic)
    title = models.CharField(_("question"), max_length=250)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"))
    source_title = models.CharField(_("source"), max_length=250, blank=True)

    class Meta:
        ordering = ["topic", "position", "slug"]
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("content:question", args=[self.slug])
