"""What people do with a mandate. Callers import these from `actions`."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from investguangdong.audit import actions as audit
from investguangdong.core import clock
from investguangdong.core.actions import queue_change
from investguangdong.investors.choices import MandateState, PausedBecause, Strength, Wish
from investguangdong.investors.models import Mandate, MandateSector, Organisation
from investguangdong.investors.versions import NotPossible, apply_changes, locked

MOVES = {
    MandateState.DRAFT: {MandateState.CLOSED},
    MandateState.ACTIVE: {MandateState.PAUSED, MandateState.CLOSED},
    MandateState.PAUSED: {MandateState.ACTIVE, MandateState.CLOSED},
    MandateState.CLOSED: set(),
}
MOST_MANDATES = 20
# Nothing of these is compared with a listing: a change of them scores nothing anew.
NOT_COMPARED = frozenset({"name", "language", "digest"})
# A copy starts as a draft of its own: these are not taken along.
NOT_COPIED = frozenset(
    """
    id code name state paused_because steps_done asked_on times_asked last_confirmed_on created_at changed_at
    version province_note next_question
    """.split()  # noqa: SIM905
)


@transaction.atomic
def start_mandate(organisation, *, by, name="") -> Mandate:
    """An empty draft; `save_mandate_step` fills it, step 1 makes it active."""
    if not organisation.can_have_mandates_written_by(by):
        raise PermissionDenied
    leave_room(organisation)
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


def leave_room(organisation) -> None:
    """The organisation's row is the lock: two members starting the last one at a time."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.mandates.kept().count() >= MOST_MANDATES:
        told = _("An organisation keeps at most %(most)s mandates. Close one, or delete a draft, first.")
        raise NotPossible(told % {"most": MOST_MANDATES})


def next_number() -> int:
    """From the key's own sequence, so that the number in the code is never given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Mandate._meta.db_table])
        return cursor.fetchone()[0]


@transaction.atomic
def save_mandate_step(mandate, *, by, step, data, version=None) -> Mandate:
    """`data` is the `cleaned_data` of `mandate_forms.STEPS[step - 1]`. Step 1 makes a draft active; every save
    confirms the mandate, and queues a change for each field that differs."""
    fields = dict(data)
    row = _opened(mandate, by=by, version=fields.pop("version", None) or version)
    changes = _changed(row, fields)
    row.steps_done = max(row.steps_done, step)
    if row.state == MandateState.DRAFT:
        changes["state"] = (str(row.state), str(MandateState.ACTIVE))
        row.state = MandateState.ACTIVE
    _save(row)
    _tell(row, "mandate.change", changes, by)
    return row


@transaction.atomic
def change_mandate(mandate, *, by, version=None, **fields) -> Mandate:
    """Some fields of a mandate that is at work, whichever steps they stand in: one answer, an accepted offer,
    a new name."""
    row = _opened(mandate, by=by, version=fields.pop("version", None) or version)
    changes = _changed(row, fields)
    _save(row)
    _tell(row, "mandate.change", changes, by)
    return row


def _opened(mandate, *, by, version) -> Mandate:
    row = locked(mandate, version)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    if row.state == MandateState.CLOSED:
        raise NotPossible(_("This mandate is closed. Start a new one."))
    return row


def _changed(row: Mandate, fields: dict) -> dict[str, tuple]:
    """`sectors` is {Sector: 1..3}, `strengths` {wish: strength}; the rest are fields of the model."""
    weights, strengths = fields.pop("sectors", None), fields.pop("strengths", None)
    if strengths:
        fields |= _settled(row, strengths)
    changes = apply_changes(row, fields) | (_weigh(row, weights) if weights is not None else {})
    for wish in row.musts:
        if not row.says(Wish(wish)):
            told = _("You said that the %(wish)s must hold. Say which, or choose “would be good” first.")
            raise NotPossible(told % {"wish": Wish(wish).label})
    return changes


def _settled(row: Mandate, strengths: dict) -> dict[str, list]:
    musts, indifferent = set(row.musts), set(row.indifferent)
    for wish, strength in strengths.items():
        musts.discard(wish)
        indifferent.discard(wish)
        {Strength.MUST: musts, Strength.ANY: indifferent}.get(strength, set()).add(wish)
    return {
        name: [wish for wish in Wish.values if wish in chosen]
        for name, chosen in (("musts", musts), ("indifferent", indifferent))
    }


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
    """Whoever saves has looked at it: it counts as confirmed today."""
    row.last_confirmed_on, row.asked_on, row.times_asked = clock.today(), None, 0
    row.changed_at = clock.now()
    row.save()


def _tell(row: Mandate, verb: str, changes: dict, by) -> None:
    if changes:
        audit.record(verb, row, by=by, changes=changes)
    for field, (old, new) in changes.items():
        if field not in NOT_COMPARED:
            queue_change(row, field, old, new)


@transaction.atomic
def copy_mandate(mandate, *, by, name="") -> Mandate:
    """A draft with the same wishes. It starts at the first step: a copy nobody has looked at finds nothing."""
    copy = start_mandate(mandate.organisation, by=by, name=(name or copied_name(mandate))[:120])
    source = Mandate.objects.with_facts().get(pk=mandate.pk)
    for field in Mandate._meta.concrete_fields:
        if field.name not in NOT_COPIED:
            setattr(copy, field.attname, getattr(source, field.attname))
    copy.save()
    for relation in ("sectors_excluded", "clusters", "cities", "cities_excluded"):
        getattr(copy, relation).set(getattr(source, relation).all())
    _weigh(copy, {entry.sector: entry.weight for entry in source.sector_rows.all()})
    audit.record("mandate.copy", copy, by=by, changes={"from": source.code})
    return copy


def copied_name(mandate) -> str:
    return _("Copy of %(name)s") % {"name": mandate.name}


@transaction.atomic
def delete_draft(mandate, *, by, version=None) -> None:
    """A draft that was never at work leaves nothing behind but the note that it was deleted."""
    row = locked(mandate, version)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    if row.state != MandateState.DRAFT:
        raise NotPossible(_("Only a draft can be deleted. Close this mandate instead: its history stays."))
    audit.record("mandate.delete", row, by=by)
    row.delete()


@transaction.atomic
def confirm_mandate(mandate, *, by) -> Mandate:
    """Still what we look for, unchanged. One that was paused because nobody confirmed it goes on."""
    row = locked(mandate)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    if row.state == MandateState.CLOSED:
        raise NotPossible(_("This mandate is closed. Start a new one."))
    changes = {"last_confirmed_on": (row.last_confirmed_on, clock.today())}
    moved = {}
    if row.paused_because == PausedBecause.UNCONFIRMED:
        moved = {"state": (str(row.state), str(MandateState.ACTIVE))}
        row.state, row.paused_because = MandateState.ACTIVE, ""
        row.version += 1
    _save(row)
    audit.record("mandate.confirm", row, by=by, changes=changes | moved)
    for field, (old, new) in moved.items():
        queue_change(row, field, old, new)
    return row


@transaction.atomic
def move_mandate(mandate, *, by, to: MandateState, version=None) -> Mandate:
    row = locked(mandate, version)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    if to not in MOVES[MandateState(row.state)] or (to == MandateState.ACTIVE and not row.steps_done):
        raise NotPossible(_("A mandate cannot be moved this way. Open it again to see where it stands."))
    changes = {"state": (str(row.state), str(to))}
    row.state = to
    row.paused_because = PausedBecause.MEMBER if to == MandateState.PAUSED else ""
    row.version += 1
    _save(row)
    _tell(row, "mandate.move", changes, by)
    return row


@transaction.atomic
def note_mandate(mandate, *, by, note: str) -> Mandate:
    """The province's own note. It confirms nothing and scores nothing anew."""
    row = locked(mandate)
    if not row.can_be_noted_by(by):
        raise PermissionDenied
    before, row.province_note = row.province_note, note
    row.save(update_fields=["province_note"])
    audit.record("mandate.note", row, by=by, changes={"province_note": (before, note)})
    return row


def record_question(mandate, **found) -> None:
    """What matching found worth asking next, nothing for no question. No change of the mandate."""
    kept = {"version": mandate.version, "day": clock.today().isoformat(), **found}
    Mandate.objects.filter(pk=mandate.pk, version=mandate.version).update(next_question=kept)
    mandate.next_question = kept


# Offers that an investor accepts; when they are made, and from which answers, is matching's business.


def change_ticket(
    mandate, *, by, low: Decimal | None, high: Decimal | None, version: int | None = None
) -> Mandate:
    """Both ends of the ticket, in the mandate's own currency."""
    if low is not None and high is not None and low > high:
        raise NotPossible(_("The lower amount is above the upper one."))
    return change_mandate(mandate, by=by, version=version, ticket_min=low, ticket_max=high)


def widen_ticket(mandate, *, by, low=None, high=None, version: int | None = None) -> Mandate:
    """Moves an end outwards, never inwards; an end that is open stays open."""
    floor, ceiling = mandate.ticket_min, mandate.ticket_max
    if floor is not None and low is not None:
        floor = min(floor, low)
    if ceiling is not None and high is not None:
        ceiling = max(ceiling, high)
    return change_ticket(mandate, by=by, low=floor, high=ceiling, version=version)


@transaction.atomic
def exclude_cities(mandate, *, by, cities, version: int | None = None) -> Mandate:
    unwanted = set(cities)
    return change_mandate(
        mandate,
        by=by,
        version=version,
        cities=[city for city in mandate.cities.all() if city not in unwanted],
        cities_excluded=[*mandate.cities_excluded.all(), *unwanted],
    )


@transaction.atomic
def add_cities(mandate, *, by, cities, version: int | None = None) -> Mandate:
    wanted = set(cities)
    return change_mandate(
        mandate,
        by=by,
        version=version,
        cities=[*mandate.cities.all(), *wanted],
        cities_excluded=[city for city in mandate.cities_excluded.all() if city not in wanted],
    )
