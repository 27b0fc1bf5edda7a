"""What the desk is told without asking."""

from django.db import transaction

from investguangdong.accounts.models import OfficerScope
from investguangdong.core import clock
from investguangdong.notifications.actions import notify
from investguangdong.places.forms import LAPSES_SOON
from investguangdong.places.models import Policy


@transaction.atomic
def tell_of_lapsing_policies() -> int:
    """One letter a week to each provincial officer who may write, while a policy ends within 60 days. The list
    itself is read when the letter is written. Returns how many officers are told."""
    today = clock.today()
    if not Policy.objects.enabled().lapsing(today, within=LAPSES_SOON).exists():
        return 0
    year, week, _day = today.isocalendar()
    officers = [scope.user for scope in OfficerScope.objects.at_desk(None)]
    for officer in officers:
        notify("policies_lapsing", to=officer, version=f"{year}-W{week:02d}")
    return len(officers)
