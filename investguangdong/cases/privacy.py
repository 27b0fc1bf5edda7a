"""What this app holds about people: their cases, from the first question on."""

import uuid

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.audit.actions import record
from investguangdong.cases.models import (
    Case,
    CaseEntry,
    CaseQuestion,
    EntryKind,
    Promise,
    StageMove,
    State,
    Wait,
)
from investguangdong.core.privacy import Declaration, addresses_of
from investguangdong.investors.choices import Role
from investguangdong.investors.models import Organisation
from investguangdong.notifications.privacy import forget_letters_about

GONE = "–"  # where a row of a case must say something


def cases() -> Declaration:
    return Declaration(
        label=gettext_lazy("Cases"),
        purpose=gettext_lazy("To answer what you asked by the hour we promised, and to go on from there."),
        kept_for=gettext_lazy("Until you are erased."),
        models=(Case, CaseEntry, CaseQuestion, StageMove, Promise, Wait),
        rows=cases_of,
        columns=("number",),
        told=lambda rows: [case_told(row) for row in rows.prefetch_related("entries", "questions")],
        erase=erase_cases,
        stays=gettext_lazy(
            "Of a case its number, times and stages, without name, address and texts: the public service clock "
            "counts them. A case of an organisation that stays is its own."
        ),
        open_ends=lambda user: [open_end(case) for case in going_with(user).open_now().confirmed()],
        end=end_cases,
        is_watched=True,
    )


def cases_of(user):
    """Hers, by account, by proven address, or by her organisation."""
    own = Q(opened_by=user) | Q(contact_email__in=addresses_of(user))
    return Case.objects.filter(own | Q(organisation__in=Organisation.objects.of_member(user)))


def going_with(user):
    """Cases that nobody is left for when the person goes."""
    rows = Case.objects.filter(Q(opened_by=user) | Q(contact_email__in=addresses_of(user)), organisation=None)
    ending = Organisation.objects.ending_with(user)
    return Case.objects.filter(Q(pk__in=rows.values("pk")) | Q(organisation__in=ending.values("pk")))


def open_end(case: Case) -> str:
    return _("Case %(number)s is open: %(subject)s") % {"number": case.number, "subject": case.subject}


def end_cases(user) -> None:
    """Given up at her wish, which stops their clocks."""
    for case in going_with(user).open_now():
        before, case.state, case.state_reason = case.state, State.ABANDONED, GONE
        case.version = F("version") + 1
        case.save(update_fields=["state", "state_reason", "version"])
        record("case.state", case, changes={"state": (before, State.ABANDONED)}, reason="privacy")


def erase_cases(user) -> int:
    rows = Case.objects.filter(pk__in=list(going_with(user).values_list("pk", flat=True)))
    hand_over_the_rest(user)
    forget_letters_about(rows)
    entries = CaseEntry.objects.filter(case__in=rows)
    moves = Q(kind__in=[EntryKind.STAGE, EntryKind.STATE, EntryKind.ASSIGNED])
    entries.filter(moves).update(text="", cites=[])
    entries.exclude(moves).update(text=GONE, cites=[])
    CaseQuestion.objects.filter(case__in=rows).update(text=GONE)
    Promise.objects.filter(case__in=rows).update(text=GONE)
    StageMove.objects.filter(case__in=rows).update(facts={}, reason="")
    return blank(rows)


def blank(rows) -> int:
    """The rows themselves; what a state must say is said without words."""
    rows.filter(state=State.LOST).update(lost_to=GONE)
    rows.exclude(state=State.LOST).update(lost_to="")
    rows.filter(state=State.ONGOING).update(state_reason="")
    rows.exclude(state=State.ONGOING).update(state_reason=GONE)
    told = {"contact_name": GONE, "contact_email": "", "subject": GONE, "facts": {}}
    return rows.update(**told, organisation=None, opened_by=None, link_key=uuid.uuid4())


def hand_over_the_rest(user) -> None:
    """Cases of an organisation that stays are written to its owner from now on."""
    for case in Case.objects.filter(
        Q(opened_by=user) | Q(contact_email__in=addresses_of(user)), organisation__isnull=False
    ).exclude(pk__in=going_with(user).values("pk")):
        others = case.organisation.memberships.current().exclude(user=user).select_related("user")
        heir = others.filter(role=Role.OWNER).first() or others.exclude(role=Role.ADVISER).first()
        person = heir.user if heir else None
        case.contact_name = person.name if person else GONE
        case.contact_email = person.email if person else ""
        case.opened_by, case.link_key = person, uuid.uuid4()
        case.save(update_fields=["contact_name", "contact_email", "opened_by", "link_key"])


def case_told(case: Case) -> dict:
    """What the investor's side reads of it: notes of the desk are the desk's own."""
    names = (
        "number",
        "contact_name",
        "contact_email",
        "subject",
        "language",
        "stage",
        "state",
        "received_at",
    )
    return {
        **{name: getattr(case, name) for name in names},
        "questions": [{"text": row.text, "state": row.state} for row in case.questions.all()],
        "entries": [
            {"at": row.at, "kind": row.kind, "text": row.text, "cites": row.cites}
            for row in case.entries.all()
            if row.is_public
        ],
    }
