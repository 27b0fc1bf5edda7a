"""Asking whether a mandate is still right: after 150 days, again after 180, paused after 210. Each step waits a
month for the one before, so that a mandate found late is asked twice as well before it is paused."""

from django.db import transaction

from investguangdong.audit import actions as audit
from investguangdong.core import clock
from investguangdong.core.actions import queue_change
from investguangdong.investors.choices import MandateState, PausedBecause, Role
from investguangdong.investors.models import Mandate
from investguangdong.investors.models.mandate import ASK_AFTER, ASKING
from investguangdong.notifications.actions import notify

MAY_ANSWER = (Role.OWNER, Role.MEMBER, Role.ADVISER)


def remind_unconfirmed() -> int:
    """Every mandate at work whose next step is due, each in its own transaction; returns how many."""
    today = clock.today()
    waiting = Mandate.objects.active().filter(last_confirmed_on__lte=today - ASK_AFTER)
    return sum(take_next_step(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def take_next_step(pk: int) -> bool:
    row = Mandate.objects.active().select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None or row.next_ask_on > clock.today():
        return False
    if row.times_asked < len(ASKING) - 1:
        ask(row)
    else:
        pause(row)
    return True


def ask(row: Mandate) -> None:
    row.times_asked += 1
    row.asked_on = clock.today()
    row.save(update_fields=["times_asked", "asked_on"])
    tell(row, "mandate_confirm")


def pause(row: Mandate) -> None:
    """Nothing is lost: its answers stay, and a click brings it back."""
    changes = {"state": (str(row.state), str(MandateState.PAUSED))}
    row.state, row.paused_because = MandateState.PAUSED, PausedBecause.UNCONFIRMED
    row.version += 1
    row.changed_at = clock.now()
    row.save(update_fields=["state", "paused_because", "version", "changed_at"])
    audit.record("mandate.pause", row, changes=changes)
    queue_change(row, "state", *changes["state"])
    tell(row, "mandate_paused")


def tell(row: Mandate, kind: str) -> None:
    """Those who may answer; the version makes one letter of each asking, however often the job runs."""
    version = f"{row.last_confirmed_on}:{row.times_asked}"
    members = row.organisation.memberships.current().filter(role__in=MAY_ANSWER).select_related("user")
    for member in members.order_by("pk"):
        notify(kind, to=member.user, about=row, version=version, context={"asked": row.times_asked})
