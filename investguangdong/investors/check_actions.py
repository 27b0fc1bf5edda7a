"""Having an organisation's entry compared with a paper, by an officer, for two years."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.scopes import scope_of
from investguangdong.audit import actions as audit
from investguangdong.core import clock
from investguangdong.core.actions import queue_change
from investguangdong.investors.choices import Proof, Verification
from investguangdong.investors.models import Check, Organisation
from investguangdong.investors.versions import NotPossible, locked
from investguangdong.notifications.actions import notify

YEARS = 2
# Owners are reminded at these distances.
REMINDERS = (timedelta(days=7), timedelta(days=30))


@transaction.atomic
def ask_for_check(organisation, *, by) -> Organisation:
    """The first time, or anew towards the end of a check: who is checked stays so meanwhile."""
    row = locked(organisation)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    if not row.may_ask_for_check:
        raise NotPossible(_("This organisation has been checked already, or the check is under way."))
    row.check_asked_at = clock.now()
    if not row.is_verified:
        row.verification = Verification.ASKED
    row.save(update_fields=["verification", "check_asked_at"])
    audit.record("organisation.ask_for_check", row, by=by)
    return row


@transaction.atomic
def verify_organisation(
    organisation, *, by, evidence, confirmed=True, proof=Proof.REGISTER, reference="", sentence=""
) -> Organisation:
    """`evidence` says what was compared with what, `sentence` what the owner is to read where it could not be
    confirmed. The check is kept as a row; the owners are told either way."""
    row = locked(organisation)
    if not row.can_be_verified_by(by):
        raise PermissionDenied
    before = row.verification
    check = Check.objects.create(
        organisation=row,
        proof=proof,
        reference=reference,
        compared=evidence,
        is_confirmed=confirmed,
        sentence=sentence or ("" if confirmed else evidence[:400]),
        by=by,
        desk=desk_for(row, by),
        on=clock.today(),
        valid_until=years_after(clock.today()) if confirmed else None,
    )
    note(row, check)
    told = {"verification": (before, row.verification), "proof": proof, "evidence": evidence}
    audit.record("organisation.verify", row, by=by, changes=told)
    queue_change(row, "verification", before, row.verification)
    tell_owners(row, "organisation_verified", version=str(row.version))
    return row


def note(row: Organisation, check: Check) -> None:
    """What counts at present stands on the organisation."""
    row.verification = Verification.VERIFIED if check.is_confirmed else Verification.REFUSED
    row.verified_by, row.verified_on, row.evidence = check.by, check.on, check.compared
    row.verified_until, row.verified_desk, row.check_asked_at = check.valid_until, check.desk, None
    row.version += 1
    row.save()


def take_back(row: Organisation) -> None:
    """What was checked is not what stands there now; the caller saves. Who had asked anew keeps waiting."""
    before = row.verification
    row.verification = Verification.ASKED if row.check_asked_at else Verification.NONE
    row.verified_by = row.verified_on = row.verified_until = row.verified_desk = None
    queue_change(row, "verification", before, row.verification)


def desk_for(row: Organisation, officer):
    """The city for which she checks; None for the province's desk."""
    scope = scope_of(officer)
    if scope.writes_everywhere:
        return None
    grant = row.grants.in_force().filter(city__in=scope.writable_city_ids).order_by("at", "pk").first()
    return grant and grant.city


def years_after(day: date, years: int = YEARS) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def keep_checks() -> int:
    """Ends checks whose time is over and reminds of those that come to it; returns how many ended. Repeated,
    it does nothing new."""
    today = clock.today()
    for ahead in REMINDERS:
        near = Organisation.objects.filter(
            verification=Verification.VERIFIED,
            check_asked_at=None,
            verified_until__gt=today,
            verified_until__lte=today + ahead,
        )
        for row in near.iterator(chunk_size=500):
            tell_owners(row, "organisation_check_lapses", version=f"{row.verified_until}-{ahead.days}")
    return sum(lapse(row) for row in Organisation.objects.lapsed().iterator(chunk_size=500))


@transaction.atomic
def lapse(organisation) -> bool:
    row = Organisation.objects.lapsed().select_for_update().filter(pk=organisation.pk).first()
    if row is None:
        return False
    row.verification = Verification.ASKED if row.check_asked_at else Verification.LAPSED
    row.version += 1
    row.save(update_fields=["verification", "version"])
    audit.record("organisation.lapse", row, changes={"verification": ("verified", row.verification)})
    queue_change(row, "verification", Verification.VERIFIED, row.verification)
    tell_owners(row, "organisation_check_lapses", version=f"{row.verified_until}-ended")
    return True


def tell_owners(row: Organisation, kind: str, *, version: str) -> None:
    for membership in row.memberships.owners().select_related("user"):
        notify(kind, to=membership.user, about=row, version=version)
