"""What every reference row has: an order, a source, a date, and a day on which it was switched off."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.core.chinese import fold

MOST_WORDS = 6


class Confidence(models.TextChoices):
    HIGH = "high", _("read in the source")
    MEDIUM = "medium", _("general knowledge, check with the office")


class ReferenceQuerySet(models.QuerySet):
    def enabled(self):
        return self.filter(disabled_on=None)

    def visible_to(self, user):
        """Reference data is public: everybody, signed in or not, sees every row that is switched on."""
        return self.enabled()

    def saying(self, text: str, *fields: str):
        """Rows where every word stands in one of these translated fields, in any language and either script."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            condition = models.Q()
            for field in fields:
                condition |= models.Q(**{f"{field}_en__icontains": word})
                condition |= models.Q(**{f"{field}_pt__icontains": word})
                condition |= models.Q(**{f"{field}_zh_hans__icontains": fold(word)})
            found = found.filter(condition)
        return found

    def maintained_by(self, user):
        """Rows the back office may edit: staff also see the ones switched off, to switch them on again."""
        return self.all() if user.is_active and user.is_staff else self.none()


class Reference(models.Model):
    """A row of public reference data. It is never deleted: `disabled_on` takes it off the pages."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    as_of = models.CharField(_("date of the fact"), max_length=60, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=6, choices=Confidence, default=Confidence.MEDIUM
    )
    source_url = models.TextField(_("source addresses"), blank=True, help_text=_("Separated by spaces."))
    note = models.TextField(_("note"), blank=True)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    disabled_on = models.DateField(_("switched off on"), null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def source_links(self) -> list[str]:
        return [part for part in self.source_url.split() if part.startswith(("http://", "https://"))]

    @property
    def needs_check(self) -> bool:
        return self.confidence != Confidence.HIGH
