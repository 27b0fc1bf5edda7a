"""The shortlist of a visitor: in a signed cookie without an account, which takes it over at sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from investguangdong.projects.actions import (
    SHORTLIST_LIMIT,
    IllegalStep,
    merge_shortlist,
    note_on_saved,
    save_for,
    unsave_for,
)
from investguangdong.projects.models import Project, SavedProject

COOKIE = f"{settings.COOKIE_PREFIX}shortlist"
SALT = "projects.shortlist"
UNDO_SALT = "projects.shortlist.undo"
LASTS = 180 * 24 * 60 * 60
COOKIE_ROOM = 3800  # browsers keep 4,096 bytes with name and attributes
COUNT = "shortlist_count"  # in the session of an account, for the head of every page


class Entry(NamedTuple):
    code: str
    note: str = ""


@dataclass(frozen=True)
class Kept:
    project: Project
    note: str


def cookie_entries(request) -> list[Entry]:
    """Newest first; a forged or broken cookie is an empty list."""
    try:
        rows = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return []
    return [Entry(*row) if isinstance(row, list) else Entry(str(row)) for row in rows][:SHORTLIST_LIMIT]


def entries_of(request) -> list[Entry]:
    """What the visitor has saved, in the account or in the cookie, newest first."""
    if not request.user.is_authenticated:
        return cookie_entries(request)
    saved = SavedProject.objects.visible_to(request.user).values_list("project__code", "note")
    return [Entry(*row) for row in saved[:SHORTLIST_LIMIT]]


def codes_of(request) -> list[str]:
    return [entry.code for entry in entries_of(request)]


def kept_by(request) -> tuple[list[Kept], list[str]]:
    """The saved listings with their notes, and the references of those that have no page any more."""
    entries = entries_of(request)
    codes = [entry.code for entry in entries]
    rows = Project.objects.visible_to(request.user).filter(code__in=codes).with_card() if codes else ()
    found = {project.code: project for project in rows}
    remember_count(request, len(entries))
    kept = [Kept(found[code], note) for code, note in entries if code in found]
    return kept, [code for code in codes if code not in found]


def count_of(request) -> int:
    """For the head of every page: the cookie says it, for an account the session, asked for once."""
    if not request.user.is_authenticated:
        return len(cookie_entries(request)) if COOKIE in request.COOKIES else 0
    if COUNT not in request.session:
        remember_count(request, SavedProject.objects.visible_to(request.user).count())
    return request.session[COUNT]


def remember_count(request, number: int) -> None:
    if request.user.is_authenticated and request.session.get(COUNT) != number:
        request.session[COUNT] = number


def forget_count(request) -> None:
    if request.user.is_authenticated:
        request.session.pop(COUNT, None)


def adopt(request) -> list[str]:
    """After sign-in: what stands in the cookie joins the account; gives the references that found no room."""
    forget_count(request)
    return merge_shortlist(request.user, cookie_entries(request))


def add(request, response, project: Project, entry: Entry | None = None, place: str = ""):
    """May raise `IllegalStep` where the list is full. `entry` and `place` put back what was taken off."""
    note = entry.note if entry else ""
    if request.user.is_authenticated:
        forget_count(request)
        save_for(request.user, project, note=note, at=datetime.fromisoformat(place) if place else None)
        return response
    entries = [one for one in cookie_entries(request) if one.code != project.code]
    if len(entries) >= SHORTLIST_LIMIT:
        raise IllegalStep(_("A shortlist holds 20 projects. Take one off, then add this one."))
    entries.insert(int(place or 0), Entry(project.code, note))
    return write(response, entries)


def add_all(request, response, projects: Sequence[Project]) -> list[str]:
    """As many as there is room for, the first on top; gives the references of the others."""
    entries = [Entry(project.code) for project in projects]
    if request.user.is_authenticated:
        forget_count(request)
        return merge_shortlist(request.user, entries)
    here = cookie_entries(request)
    new = [entry for entry in entries if entry.code not in {one.code for one in here}]
    room = SHORTLIST_LIMIT - len(here)
    write(response, [*new[:room], *here])
    return [entry.code for entry in new[room:]]


def remove(request, response, code: str):
    if request.user.is_authenticated:
        forget_count(request)
        unsave_for(request.user, code)
        return response
    return write(response, [entry for entry in cookie_entries(request) if entry.code != code])


def annotate(request, response, project: Project, note: str):
    """A note on a saved listing; `IllegalStep` where a browser has no room for it."""
    if request.user.is_authenticated:
        note_on_saved(project, by=request.user, note=note)
        return response
    entries = [Entry(code, note if code == project.code else own) for code, own in cookie_entries(request)]
    return write(response, entries)


def write(response, entries: Sequence[Entry]):
    if not entries:
        response.delete_cookie(COOKIE)
        return response
    value = signing.dumps(list(entries), salt=SALT, compress=True)
    if len(value) > COOKIE_ROOM:
        raise IllegalStep(
            _("This browser has no room for longer notes. Shorten one, or sign in to keep them.")
        )
    response.set_cookie(
        COOKIE, value, max_age=LASTS, secure=settings.SITE_IS_SECURE, httponly=True, samesite="Lax"
    )
    return response


def undo_of(request, code: str) -> str:
    """What is needed to put a listing back where it was: signed, so that it says nothing new."""
    if request.user.is_authenticated:
        row = SavedProject.objects.visible_to(request.user).filter(project__code=code).first()
        taken = (code, row.note, row.at.isoformat()) if row else None
    else:
        entries = cookie_entries(request)
        places = [number for number, entry in enumerate(entries) if entry.code == code]
        taken = (*entries[places[0]], str(places[0])) if places else None
    return signing.dumps([*taken, request.user.pk], salt=UNDO_SALT, compress=True) if taken else ""


def read_undo(request, token: str) -> tuple[Entry, str] | None:
    """What was taken off by the same visitor within the last hour."""
    try:
        code, note, place, owner = signing.loads(token, salt=UNDO_SALT, max_age=3600)
    except signing.BadSignature:
        return None
    return (Entry(code, note), place) if owner == request.user.pk else None
