from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from investguangdong.accounts.models import User
from investguangdong.core import clock
from investguangdong.projects.models.choices import Digest
from investguangdong.projects.models.project import Project


class KeptQuerySet(models.QuerySet):
    def to_keep_running(self, user):
        """All rows for who may see them in the back office, where the person is not shown."""
        name = f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"
        return self if user.is_active and user.has_perm(name) else self.none()


class OwnQuerySet(KeptQuerySet):
    def visible_to(self, user):
        """A shortlist, a follow and a saved search are their owner's alone."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def due(self):
        """Whose data may be used: who has restricted hers gets no letters from it."""
        return self.filter(due_at__lte=clock.now(), user__restricted_at=None)


class SavedProject(models.Model):
    """A project on a person's shortlist. Saving it follows it, so its changes are told to that person."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_projects", verbose_name=_("user"))
    project = models.ForeignKey(Project, models.CASCADE, related_name="saves", verbose_name=_("project"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("saved"), default=clock.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved project")
        verbose_name_plural = _("saved projects")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "project"], name="project_saved_once")]

    def __str__(self):
        return f"{self.user_id} {self.project_id}"


class Follow(models.Model):
    """A person is told what changes in a listing. `told_change` is the last row of its history that she knows;
    `due_at` says when the next letter goes, empty while there is nothing to tell."""

    user = models.ForeignKey(User, models.CASCADE, related_name="follows", verbose_name=_("user"))
    project = models.ForeignKey(Project, models.CASCADE, related_name="follows", verbose_name=_("project"))
    is_from_shortlist = models.BooleanField(_("through the shortlist"), default=False)
    told_change = models.BigIntegerField(_("last change told"), default=0, editable=False)
    due_at = models.DateTimeField(_("next letter"), null=True, blank=True, editable=False)
    at = models.DateTimeField(_("since"), default=clock.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "project"], name="project_followed_once")]
        indexes = [
            models.Index(fields=["due_at"], name="follow_due", condition=models.Q(due_at__isnull=False))
        ]

    def __str__(self):
        return f"{self.user_id} {self.project_id}"


class SavedSearch(models.Model):
    """The address of a search, kept under a name, with mail about new results. `key` stands in addresses;
    `due_at` says when it is looked through next, empty while nothing is wanted or nothing has changed."""

    key = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches", verbose_name=_("user"))
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("filters"), max_length=2000, blank=True, help_text=_("As in the address bar."))
    digest = models.CharField(_("mail"), max_length=10, choices=Digest, default=Digest.DAILY)
    last_told_at = models.DateTimeField(_("last told"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("next look"), null=True, blank=True, editable=False)
    at = models.DateTimeField(_("saved"), default=clock.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="search_saved_once")]
        indexes = [
            models.Index(fields=["due_at"], name="search_due", condition=models.Q(due_at__isnull=False))
        ]

    def __str__(self):
        """Its key, for the back office: name and filters are the owner's alone."""
        return str(self.key)


class SearchHitQuerySet(KeptQuerySet):
    def visible_to(self, user):
        return self.filter(search__in=SavedSearch.objects.visible_to(user))


class SearchHit(models.Model):
    """A listing that a saved search has told once; it is not told a second time."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="hits", verbose_name=_("search"))
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    at = models.DateTimeField(_("told"), default=clock.now)

    objects = SearchHitQuerySet.as_manager()

    class Meta:
        verbose_name = _("told result of a search")
        verbose_name_plural = _("told results of searches")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["search", "project"], name="search_tells_once")]

    def __str__(self):
        return f"{self.search_id} {self.project_id}"
