"""What people do with a mandate. Callers import these from `actions`."""

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from investguangdong.audit import actions as audit
from investguangdong.core import clock
from investguangdong.core.actions import queue_change
from investguangdong.investors.choices import MandateState, PausedBecause
from investguangdong.investors.models import Mandate, MandateSector
from investguangdong.investors.versions import NotPossible, apply_changes, locked

MOVES = {
    MandateState.DRAFT: {MandateState.CLOSED},
    MandateState.ACTIVE: {MandateState.PAUSED, MandateState.CLOSED},
    MandateState.PAUSED: {MandateState.ACTIVE, MandateState.CLOSED},
    MandateState.CLOSED: set(),
}


@transaction.atomic
def start_mandate(organisation, *, by, name="") -> Mandate:
    """An empty draft; `save_mandate_step` fills it, step 1 makes it active."""
    if not organisation.can_be_changed_by(by):
        raise PermissionDenied
    number = next_number()
    row = Mandate.objects.create(
        pk=number,
        code=f"IM-{clock.today().year}-{number:06d}",
        organisation=organisation,
        name=name or _("Our first mandate"),
        language=by.language or "en",
    )
    audit.record("mandate.start", row, by=by)
    return row


def next_number() -> int:
    """From the key's own sequence, so that the number in the code is never given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Mandate._meta.db_table])
        return cursor.fetchone()[0]


@transaction.atomic
def save_mandate_step(mandate, *, by, step, data, version=None) -> Mandate:
    """`data` is the `cleaned_data` of `forms.STEPS[step - 1]`. Step 1 makes a draft active; every save
    confirms the mandate, and queues a change for each field that differs."""
    fields = dict(data)
    version = fields.pop("version", None) or version
    weights = fields.pop("sectors", None)
    row = locked(mandate, version)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    if row.state == MandateState.CLOSED:
        raise NotPossible(_("This mandate is closed. Start a new one."))
    before = row.state
    changes = apply_changes(row, fields) | (_weigh(row, weights) if weights is not None else {})
    row.steps_done = max(row.steps_done, step)
    if row.state == MandateState.DRAFT:
        row.state = MandateState.ACTIVE
        changes["state"] = (before, row.state)
    _save(row)
    _tell(row, "mandate.change", changes, by)
    return row


def _weigh(row: Mandate, weights: dict) -> dict[str, tuple]:
    """`weights` is `{Sector: 1..3}`."""
    old = {entry.sector.slug: entry.weight for entry in row.sector_rows.select_related("sector")}
    new = {sector.slug: int(weight) for sector, weight in weights.items()}
    if old == new:
        return {}
    row.sector_rows.all().delete()
    MandateSector.objects.bulk_create(
        MandateSector(mandate=row, sector=sector, weight=weight) for sector, weight in weights.items()
    )
    row.version += 1
    return {"sectors": (old, new)}


def _save(row: Mandate) -> None:
    row.last_confirmed_on = clock.today()
    row.changed_at = clock.now()
    row.save()


def _tell(row: Mandate, verb: str, changes: dict, by) -> None:
    if changes:
        audit.record(verb, row, by=by, changes=changes)
    for field, (old, new) in changes.items():
        queue_change(row, field, old, new)


@transaction.atomic
def confirm_mandate(mandate, *, by) -> Mandate:
    """Still what we look for, unchanged."""
    row = locked(mandate)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    before = row.last_confirmed_on
    _save(row)
    audit.record(
        "mandate.confirm", row, by=by, changes={"last_confirmed_on": (before, row.last_confirmed_on)}
    )
    return row


@transaction.atomic
def move_mandate(mandate, *, by, to: MandateState) -> Mandate:
    row = locked(mandate)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    if to not in MOVES[MandateState(row.state)]:
        raise NotPossible(_("A mandate cannot be moved this way. Open it again to see where it stands."))
    changes = {"state": (row.state, str(to))}
    row.state = to
    row.paused_because = PausedBecause.MEMBER if to == MandateState.PAUSED else ""
    row.version += 1
    _save(row)
    _tell(row, "mandate.move", changes, by)
    return row
