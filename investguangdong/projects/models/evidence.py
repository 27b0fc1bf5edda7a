from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.projects.models.choices import EvidenceKind, EvidenceState, Tier
from investguangdong.projects.models.project import Project


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(project__in=Project.objects.visible_to(user))


class Evidence(models.Model):
    """One paper that shows how ready a project is. The papers make the readiness; nobody types it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="evidence", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind)
    state = models.CharField(_("state"), max_length=20, choices=EvidenceState, default=EvidenceState.NOT_YET)
    number = models.CharField(_("number"), max_length=80, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="evidence_once_a_kind"),
            models.CheckConstraint(
                name="evidence_valid_after_issue", condition=models.Q(expires_on__gt=models.F("issued_on"))
            ),
            models.CheckConstraint(
                name="evidence_cleared_says_who",
                condition=~models.Q(state=EvidenceState.CLEARED)
                | models.Q(issued_by__gt="", issued_on__isnull=False),
                violation_error_message=_("A checked paper names who issued it and when."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def is_valid(self) -> bool:
        return self.expires_on is None or self.expires_on >= clock.today()


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Names of documents of visible projects; `can_be_opened_by` decides about the file."""
        return self.filter(project__in=Project.objects.visible_to(user))


class Document(models.Model):
    """A paper to read. The tier says who may open it; its name is always shown."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents", verbose_name=_("project"))
    title = models.CharField(_("title"), max_length=200)
    tier = models.PositiveSmallIntegerField(_("who may open it"), choices=Tier, default=Tier.PUBLIC)
    language = models.CharField(_("language"), max_length=10, default="en")
    file = models.FileField(_("file"), upload_to="projects/%Y/%m", blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    dated = models.DateField(_("date"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["tier", "pk"]
        constraints = [
            models.CheckConstraint(name="document_tier_is_known", condition=models.Q(tier__in=Tier.values))
        ]

    def __str__(self):
        return self.title
