"""Case studies: what became of a project that others have done. The facts stand in the track record."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from investguangdong.content.models.base import Editorial
from investguangdong.core.money import CURRENCIES
from investguangdong.places.models import City, Sector


class CaseStudy(Editorial):
    """`record` names the row of the track record by its code; a sample has none and carries its own facts."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    record = models.CharField(_("row of the track record"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=200)
    who = models.CharField(_("who"), max_length=300, blank=True)
    what = models.TextField(_("what"), blank=True)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    sectors = models.ManyToManyField(
        Sector, blank=True, related_name="case_studies", verbose_name=_("sectors")
    )
    announced = models.DecimalField(
        _("amount announced"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    realised = models.DecimalField(
        _("amount realised"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, choices=[(c, c) for c in CURRENCIES])
    realised_on = models.DateField(_("realised by"), null=True, blank=True)
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    hard = models.TextField(
        _("what was hard"), blank=True, help_text=_("Only what the source says. Empty: it does not say.")
    )
    quote = models.TextField(_("quotation"), blank=True)
    quote_by = models.CharField(_("who said it"), max_length=160, blank=True)
    quote_agreed_on = models.DateField(_("agreed to be quoted on"), null=True, blank=True)
    source_title = models.CharField(_("source"), max_length=250, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=~Q(record=""), name="content_one_case_study_for_a_record"
            ),
            models.CheckConstraint(
                condition=Q(is_sample=True) | ~Q(record=""), name="content_real_case_study_names_its_record"
            ),
            models.CheckConstraint(
                condition=Q(quote_by="") | Q(quote_agreed_on__isnull=False),
                name="content_quotation_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(announced=None, realised=None) | ~Q(currency=""),
                name="content_case_study_amount_has_a_currency",
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("pages:case_study", args=[self.slug])


class MilestoneQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(study__in=CaseStudy.objects.visible_to(user))


class Milestone(models.Model):
    """One dated step of a case, as published: a year, a month or a day."""

    study = models.ForeignKey(
        CaseStudy, models.CASCADE, related_name="milestones", verbose_name=_("case study")
    )
    when = models.CharField(_("when"), max_length=10, help_text=_("2026, 2026-05 or 2026-05-12"))
    what = models.CharField(_("what happened"), max_length=250)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["study", "when"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                condition=Q(when__regex=r"^\d{4}(-\d{2}(-\d{2})?)?$"), name="content_milestone_has_a_date"
            ),
        ]

    def __str__(self):
        return f"{self.when} {self.what}"
