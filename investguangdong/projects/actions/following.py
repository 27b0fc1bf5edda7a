"""What a person keeps: a shortlist, listings to be told about, and searches."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from investguangdong.accounts.models import User
from investguangdong.core import clock
from investguangdong.notifications.digests import next_digest
from investguangdong.projects.actions.refusals import IllegalStep
from investguangdong.projects.models import Follow, Project, ProjectChange, SavedProject, SavedSearch

SHORTLIST_LIMIT = 20


@transaction.atomic
def save_for(user, project: Project, *, note: str = "", at=None) -> SavedProject:
    """On the shortlist, and followed; a second time only a first note is added. A full list is refused. `at`
    puts it back where it stood."""
    User.objects.select_for_update().get(pk=user.pk)
    known = SavedProject.objects.visible_to(user).filter(project=project).first()
    if known:
        return known if known.note or not note else note_on_saved(project, by=user, note=note)
    if SavedProject.objects.visible_to(user).count() >= SHORTLIST_LIMIT:
        raise IllegalStep(_("A shortlist holds 20 projects. Take one off, then add this one."))
    follow(project, by=user, is_from_shortlist=True)
    return SavedProject.objects.create(user=user, project=project, note=note, at=at or clock.now())


@transaction.atomic
def unsave_for(user, code: str) -> None:
    """Off the shortlist, also where the listing has no page any more; a follow that only came with it ends."""
    SavedProject.objects.visible_to(user).filter(project__code=code).delete()
    Follow.objects.visible_to(user).filter(project__code=code, is_from_shortlist=True).delete()


def note_on_saved(project: Project, *, by, note: str) -> SavedProject | None:
    """For the person alone; None where the listing is not on the list."""
    row = SavedProject.objects.visible_to(by).filter(project=project).first()
    if row:
        row.note = note
        row.save(update_fields=["note"])
    return row


@transaction.atomic
def follow(project: Project, *, by, is_from_shortlist: bool = False) -> Follow:
    """From now on `by` is told what changes; what has changed before is known. Asking again by the button
    makes a follow that came with the shortlist one of its own."""
    told = ProjectChange.objects.filter(project=project).aggregate(last=Max("pk"))["last"] or 0
    row, is_new = Follow.objects.get_or_create(
        user=by, project=project, defaults={"is_from_shortlist": is_from_shortlist, "told_change": told}
    )
    if not is_new and row.is_from_shortlist and not is_from_shortlist:
        row.is_from_shortlist = False
        row.save(update_fields=["is_from_shortlist"])
    return row


def unfollow(project: Project, *, by) -> None:
    """Nothing more is told; a shortlist keeps the listing."""
    Follow.objects.visible_to(by).filter(project=project).delete()


def merge_shortlist(user, entries: Sequence[tuple[str, str]]) -> list[str]:
    """References with notes, newest first, that a visitor saved before signing in, or that somebody shared:
    they join the account's list. Gives the references that found no room."""
    codes = [code for code, _note in entries]
    found = {row.code: row for row in Project.objects.visible_to(user).filter(code__in=codes)}
    left_out = []
    for code, note in reversed([entry for entry in entries if entry[0] in found]):
        try:
            save_for(user, found[code], note=note)
        except IllegalStep:
            left_out.append(code)
    return left_out[::-1]


def save_search(user, *, name: str, query: str, digest: str) -> SavedSearch:
    """One row for one address; saving it again renames it. What is listed by now is known to the person."""
    values = {"name": name, "digest": digest, "due_at": first_look(digest)}
    try:
        with transaction.atomic():
            return SavedSearch.objects.create(user=user, query=query, **values)
    except IntegrityError:
        row = SavedSearch.objects.visible_to(user).get(query=query)
        return change_search(row, name=name, digest=digest)


def change_search(search: SavedSearch, *, name: str, digest: str) -> SavedSearch:
    """A new name, another rhythm, or no mail at all."""
    search.name, search.digest, search.due_at = name, digest, first_look(digest)
    search.save(update_fields=["name", "digest", "due_at"])
    return search


def remove_search(search: SavedSearch, *, by) -> None:
    SavedSearch.objects.visible_to(by).filter(pk=search.pk).delete()


def first_look(digest: str):
    """A search told at once is looked through when something changes; the others at their hour."""
    return None if digest == "instant" else next_digest(digest, clock.now())
