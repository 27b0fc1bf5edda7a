"""Being erased: asked for by the person, carried out a week later over everything the apps have declared."""

import logging

from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.models import Erasure, User
from investguangdong.accounts.models.requests import UNDO_WITHIN
from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.privacy import declarations
from investguangdong.notifications.actions import notify
from investguangdong.notifications.models import Message

LETTER_LIVES = UNDO_WITHIN  # how long the letter about it may take before its address is forgotten anyway
State = Erasure.State
log = logging.getLogger(__name__)


class NotPossible(Exception):
    """409: the message says what to do next."""


def objections_to(user) -> list[str]:
    """Why the person cannot be erased here."""
    said = (declared.objection(user) for declared in declarations().values())
    return [text for text in said if text]


def open_ends_of(user) -> list[str]:
    """What is under way for her; it is ended first, if she says so."""
    return [line for declared in declarations().values() for line in declared.open_ends(user)]


@transaction.atomic
def ask_for_erasure(user, *, ends_what_is_open=False) -> Erasure:
    """Repeated, the same wish. It is carried out in a week; a letter says when, and how to take it back."""
    User.objects.select_for_update().get(pk=user.pk)
    waiting = Erasure.objects.waiting().filter(user=user).first()
    if waiting:
        return waiting
    refuse(objections_to(user))
    if not ends_what_is_open:
        refuse(open_ends_of(user))
    now = clock.now()
    row = Erasure.objects.create(
        user=user,
        account=user.pk,
        asked_at=now,
        due_at=now + UNDO_WITHIN,
        ends_what_is_open=ends_what_is_open,
    )
    record("privacy.ask_for_erasure", row, by=user, changes={"account": user.pk})
    notify("erasure_asked", to=user, about=row)
    return row


def refuse(reasons: list[str]) -> None:
    if reasons:
        raise NotPossible(" ".join(reasons))


@transaction.atomic
def undo_erasure(erasure: Erasure, *, by) -> Erasure:
    row = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if row.state != State.WAITING or row.user_id != by.pk:
        raise NotPossible(_("This wish has been carried out or taken back already."))
    _close(row, State.UNDONE)
    record("privacy.undo_erasure", row, by=by, changes={"account": by.pk})
    return row


def carry_out_due() -> int:
    """All whose week is over; each in a transaction of its own, so that one fault stops one person's."""
    done = 0
    for row in Erasure.objects.due():
        try:
            done += carry_out(row)
        except Exception:
            log.exception("Erasure %s was not carried out; it is tried again.", row.code)
    return done


@transaction.atomic
def carry_out(erasure: Erasure) -> bool:
    """The rows of every app from the top line down, then one letter to the address; it is the last thing that
    knows the address, and goes when it has arrived (`forget_letters`)."""
    row = Erasure.objects.due().select_for_update(skip_locked=True, of=["self"]).filter(pk=erasure.pk).first()
    if row is None or row.user is None:
        return False
    user, address, language = row.user, row.user.email, row.user.language
    if _what_stops(row):
        _stop(row)
        return False
    row.counts = erase_everything(user)
    row.user = None
    letter = notify("erasure_done", to=address, about=row, language=language or None)
    row.letter = letter.pk
    _close(row, State.ERASED)
    record("privacy.erase", row, changes={"account": row.account, "rows": row.counts})
    transaction.on_commit(lambda: log.warning("erased account %s", row.account))
    return True


def erase_everything(user) -> dict[str, int]:
    """Ends what is open, then erases by every declaration; returns how many rows of each."""
    told = declarations()
    for declared in told.values():
        declared.end(user)
    return {name: declared.erase(user) for name, declared in told.items()}


def forget_letters() -> int:
    """The letters about erasures, once they have arrived or nobody can be reached, and with them the address."""
    on_their_way = Message.objects.filter(state__in=[Message.State.QUEUED, Message.State.HANDING]).values(
        "pk"
    )
    settled = Erasure.objects.filter(state=State.ERASED).exclude(letter__in=on_their_way)
    late = Erasure.objects.filter(state=State.ERASED, closed_at__lt=clock.now() - LETTER_LIVES)
    rows = list((settled | late).distinct())
    Message.objects.filter(pk__in=[row.letter for row in rows]).delete()
    return Erasure.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.DONE, letter=None)


def erase_again(accounts) -> int:
    """After a backup was restored: those whose numbers the log says were erased since. No week, no letter."""
    users = list(User.objects.filter(pk__in=list(accounts)))
    for user in users:
        with transaction.atomic():
            record("privacy.erase_again", user, changes={"rows": erase_everything(user)})
    return len(users)


def _what_stops(row: Erasure) -> list[str]:
    return objections_to(row.user) + ([] if row.ends_what_is_open else open_ends_of(row.user))


def _stop(row: Erasure) -> None:
    """Something came up in the week: she is told, and may ask again."""
    _close(row, State.STOPPED)
    record("privacy.stop_erasure", row, changes={"account": row.account})
    notify("erasure_stopped", to=row.user, about=row)


def _close(row: Erasure, state: str) -> None:
    row.state, row.closed_at = state, clock.now()
    row.save()
