"""The narrow row a search reads instead of the listing's own: a few hundred bytes beside the words."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.places.models import City, Cluster, Zone
from investguangdong.projects.models.project import Project

LISTED_AT_ALL = Q(listed_until__isnull=False)


class SearchEntryQuerySet(models.QuerySet):
    def listed(self, today=None):
        """The same rows as `Project.objects.listed()`."""
        return self.filter(listed_until__gte=today or clock.today())

    def visible_to(self, user):
        """What is listed is shown to anybody; drafts are looked for in the back office, not here."""
        return self.listed()


def copied(model, label):
    """A reference kept true by the listing's own: no second constraint, no index but those named below."""
    return models.ForeignKey(
        model,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=label,
    )


def by(name: str, *leading: str) -> models.Index:
    """An index in the order a list is read in, so that a page is the start of a walk along it."""
    return models.Index(
        fields=[*leading, "-published_at", "-project"], name=f"entry_{name}", condition=LISTED_AT_ALL
    )


class SearchEntry(models.Model):
    """One row a listing. Everything but `words` is written by a trigger of the database on the listing
    (migration 0007), so a listing that was moved, withdrawn or has run out cannot be found any longer,
    whoever changed it. `words` is written by the actions (`projects.actions.refresh`).

    For sorting, unknown has a value here: published in 1970, readiness and amount -1, no end in 9999."""

    project = models.OneToOneField(Project, models.CASCADE, primary_key=True, related_name="entry")
    listed_until = models.DateField(_("listed until"), null=True)  # NULL: not listed; year 9999: no end
    published_at = models.DateTimeField(_("published"))
    verified_on = models.DateField(_("checked on"), null=True)
    closes_on = models.DateField(_("closing date"))
    city = copied(City, _("city"))
    zone = copied(Zone, _("zone"))
    cluster = copied(Cluster, _("cluster"))
    readiness = models.SmallIntegerField(_("readiness"))
    amount_bar = models.SmallIntegerField(_("bar of the histogram"), null=True)
    stage = models.CharField(_("stage"), max_length=20)
    sector_ids = ArrayField(models.IntegerField())
    modes = ArrayField(models.CharField(max_length=20))
    amount_cny_min = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    amount_cny_max = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    amount_cny = models.DecimalField(_("amount in yuan, to sort by"), max_digits=18, decimal_places=2)
    land = models.DecimalField(_("land (ha)"), max_digits=10, decimal_places=2, null=True)
    words = SearchVectorField(null=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["-published_at", "-project"]
        indexes = [
            by("newest"),
            by("readiness", "-readiness"),
            by("amount", "-amount_cny"),
            by("closing", "closes_on"),
            by("city", "city"),
            by("zone", "zone"),
            by("cluster", "cluster"),
            by("stage", "stage"),
            models.Index(fields=["land"], name="entry_land", condition=LISTED_AT_ALL),
            GinIndex(
                fields=["sector_ids", "modes"], name="entry_sets", fastupdate=False, condition=LISTED_AT_ALL
            ),
            GinIndex(fields=["words"], name="entry_words", fastupdate=False),
        ]

    def __str__(self):
        return str(self.project_id)


class KnownWordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Words alone, without the listing they came from: public."""
        return self.all()


class KnownWord(models.Model):
    """A Latin word of a title or of a name beside it, as it is typed: lower case, without accents. A word that
    finds nothing is compared with these (`projects.spelling`). Kept for good: a wrong one finds nothing and is
    not suggested."""

    word = models.CharField(_("word"), max_length=40, primary_key=True)

    objects = KnownWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="known_word_trigrams")]

    def __str__(self):
        return self.word
