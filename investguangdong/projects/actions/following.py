"""What a person keeps: a shortlist and searches."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.models import User
from investguangdong.projects.actions.refusals import IllegalStep
from investguangdong.projects.models import Project, SavedProject, SavedSearch

SHORTLIST_LIMIT = 20


def save_for(user, project: Project) -> SavedProject:
    """On the shortlist; a second time changes nothing. A full list is refused."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        known = SavedProject.objects.visible_to(user).filter(project=project).first()
        if known:
            return known
        if SavedProject.objects.visible_to(user).count() >= SHORTLIST_LIMIT:
            raise IllegalStep(_("A shortlist holds 20 projects. Take one off, then add this one."))
        return SavedProject.objects.create(user=user, project=project)


def unsave_for(user, project: Project) -> None:
    SavedProject.objects.visible_to(user).filter(project=project).delete()


def merge_shortlist(user, codes: list[str]) -> int:
    """What a visitor saved before signing in joins the account's list, as far as there is room."""
    saved = 0
    for project in Project.objects.visible_to(user).filter(code__in=codes[:SHORTLIST_LIMIT]):
        try:
            save_for(user, project)
        except IllegalStep:
            break
        saved += 1
    return saved


def save_search(user, *, name: str, query: str, digest: str) -> SavedSearch:
    """One row for one address; saving it again renames it."""
    try:
        with transaction.atomic():
            return SavedSearch.objects.create(user=user, name=name, query=query, digest=digest)
    except IntegrityError:
        row = SavedSearch.objects.get(user=user, query=query)
        row.name, row.digest = name, digest
        row.save()
        return row
