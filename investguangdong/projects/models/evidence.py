from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.core import clock
from investguangdong.investors.choices import Verification
from investguangdong.investors.models import Membership, Organisation
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
        """Names of documents of visible projects; `lock_for` decides about the file."""
        return self.filter(project__in=Project.objects.visible_to(user))


class Document(models.Model):
    """A paper to read. The tier says who may open it; its name is always shown."""

    key = models.UUIDField(unique=True, db_default=RandomUUID(), editable=False)
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

    @property
    def file_type(self) -> str:
        """PDF, XLSX and the like, from the name of the file; empty where none was handed in."""
        return self.file.name.rpartition(".")[2].upper() if self.file else ""


class RoomQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Officers of the listing's desk, and the members of the organisation that was let in."""
        return self.filter(
            models.Q(project__in=Project.objects.visible_to(user).on_desk_of(user))
            | models.Q(organisation__in=Organisation.objects.of_member(user))
        )

    def open_on(self, day):
        return self.filter(models.Q(until=None) | models.Q(until__gte=day), signed_on__lte=day)


class Room(models.Model):
    """An organisation that has signed a non-disclosure agreement about a project may open its closed papers."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="rooms", verbose_name=_("project"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="rooms", verbose_name=_("organisation")
    )
    signed_on = models.DateField(_("agreement signed on"), default=clock.today)
    until = models.DateField(_("until"), null=True, blank=True)
    let_in_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("let in by")
    )

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("data room")
        verbose_name_plural = _("data rooms")
        ordering = ["project", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation"], name="room_once_an_organisation"),
            models.CheckConstraint(
                name="room_ends_after_it_opens", condition=models.Q(until__gte=models.F("signed_on"))
            ),
        ]

    def __str__(self):
        return f"{self.project} – {self.organisation}"


def opened_tier(user, project: Project) -> int:
    """The highest tier whose papers this person may open. An officer of the desk opens all."""
    if not user.is_authenticated:
        return Tier.PUBLIC
    if user.is_staff and Project.objects.visible_to(user).on_desk_of(user).filter(pk=project.pk).exists():
        return Tier.NDA
    mine = Membership.objects.current().filter(user=user)
    if Room.objects.open_on(clock.today()).filter(
        project=project, organisation__in=mine.values("organisation")
    ):
        return Tier.NDA
    is_verified = mine.filter(organisation__verification=Verification.VERIFIED).exists()
    return Tier.VERIFIED if is_verified else Tier.SIGNED_IN
