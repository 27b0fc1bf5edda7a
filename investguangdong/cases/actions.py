"""What people do with cases. Each act is one transaction and writes its own audit row, entry and notices."""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from investguangdong.accounts.identity import fold_email
from investguangdong.accounts.scopes import scope_of
from investguangdong.audit.actions import record
from investguangdong.cases import stages
from investguangdong.cases.clocks import promised, working_hours
from investguangdong.cases.desks import who_answers, who_answers_at
from investguangdong.cases.models import (
    AssignedBecause,
    Case,
    CaseEntry,
    CaseQuestion,
    Channel,
    EntryKind,
    Promise,
    QuestionState,
    StageMove,
    State,
    Wait,
)
from investguangdong.core import clock
from investguangdong.core.actions import queue_change
from investguangdong.core.submissions import once, settle
from investguangdong.core.workdays import add_working_hours
from investguangdong.investors.actions import grant
from investguangdong.investors.models import Organisation
from investguangdong.notifications.actions import notify
from investguangdong.places.calendar import guangdong

SUBJECT_LENGTH = 120
KEEP = object()


class IllegalStep(Exception):
    """Not possible in the case's present state; the message says what to do next (409)."""


class OldVersion(IllegalStep):
    """Somebody changed the case since it was read (409)."""


class Incomplete(Exception):
    """The stage asks for more (422); `.missing` are the requirements of `stages.REQUIRED`."""

    def __init__(self, needs):
        self.missing = list(needs)
        super().__init__(", ".join(str(need.label) for need in self.missing))


@transaction.atomic
def ask(data: dict, *, by, actor: str, key: str, fingerprint: str, project=None, city=None) -> Case:
    """A question from the form; sent twice under one key it is one case."""
    known = once(actor, key, fingerprint)
    if known:
        return Case.objects.get(number=known)
    case = open_case(
        by=by,
        contact_name=data["name"],
        contact_email=data["email"],
        language=data["language"],
        question=data["question"],
        project=project,
        city=city,
    )
    settle(actor, key, case.number)
    return case


@transaction.atomic
def open_case(
    *,
    by,
    contact_name,
    contact_email,
    language,
    question,
    project=None,
    city=None,
    organisation=None,
    channel=Channel.WEB,
    subject="",
    is_sample=False,
    agreed=False,
    desk=KEEP,
    officer=None,
) -> Case:
    """A new case with its first question. `by` is an account or None. The clock starts at once where the
    address is known to be the sender's (or an officer writes it down), else with `confirm_case`. Where both
    sides have `agreed` it starts too, at the `desk` that has said yes and with the `officer` who dealt with it, and
    the caller tells them."""
    by = by if getattr(by, "pk", None) else None
    email = fold_email(contact_email)
    answerer = who_answers(project, city) if desk is KEEP else who_answers_at(desk, project, officer)
    case = Case.objects.create(
        channel=channel,
        language=language,
        organisation=organisation or _organisation_of(by),
        project=project,
        city=answerer.city,
        opened_by=by,
        contact_name=contact_name,
        contact_email=email,
        subject=subject or _subject(question),
        is_sample=is_sample,
        **_assigned(answerer),
    )
    _ask(case, by=by, text=question, language=language)
    record("case.open", case, by=by, changes={"stage": (None, case.stage)})
    queue_change(case, "stage", None, case.stage)
    if agreed:
        return _start_clock(case, answerer, by=by)
    if _is_known(by, email):
        return _tell_start(_start_clock(case, answerer, by=by))
    notify("case_confirm", to=email, about=case, language=language)
    return case


@transaction.atomic
def confirm_case(case: Case) -> Case:
    """The sender has opened the link in our mail: now the officer's clock runs. Twice is once."""
    case = _locked(case)
    if case.is_confirmed:
        return case
    return _tell_start(_start_clock(case, who_answers(case.project, case.city), by=None))


@transaction.atomic
def answer_case(
    case: Case, *, by, text, language=None, ticks=None, cites=(), wait=False, promise=None, version=None
) -> Case:
    """An officer's answer. `ticks` maps questions to their new state (without it: all are answered). With
    `wait` the investor has the next move and the clock stands still. `promise` is (text, day)."""
    case = _for_work(case, by, version)
    _refuse_unless_open(case)
    entry = CaseEntry.objects.create(
        case=case,
        kind=EntryKind.ANSWER,
        text=text,
        language=language or case.language,
        cites=list(cites),
        by=by,
    )
    _tick(case, entry, ticks)
    _stop_clocks(case, wait=wait)
    if promise:
        make_promise(case, by=by, text=promise[0], due_on=promise[1])
    record("case.answer", case, by=by, changes={"text": text, "wait": wait})
    notify("case_answered", to=_contact(case), about=case, version=str(entry.pk), language=case.language)
    return _bumped(case)


@transaction.atomic
def ask_again(case: Case, *, by, text, language=None) -> Case:
    """A further question of the investor, signed in or by signed link (`by` None)."""
    case = _locked(case)
    _refuse_unless_open(case)
    _end_wait(case)
    if case.full_answer_at:
        calendar = guangdong()
        case.full_answer_at = None
        case.full_answer_due, case.full_provisional = promised(clock.now(), calendar).full
    entry = _ask(case, by=by, text=text, language=language or case.language)
    record("case.ask_again", case, by=by)
    for officer in filter(None, {case.owner, case.deputy}):
        notify("case_followup", to=officer, about=case, version=str(entry.pk))
    return _bumped(case)


@transaction.atomic
def assign_case(case: Case, *, by, officer, deputy=None, city=KEEP, version=None) -> Case:
    """Another officer, and with `city` another desk: only who works at both desks may hand a case over."""
    case = _for_work(case, by, version)
    old, place = case.owner, case.city if city is KEEP else city
    if not (scope_of(by).may_write(place) and scope_of(officer).may_write(place)):
        raise PermissionDenied
    case.owner, case.city = officer, place
    case.deputy = deputy if deputy != officer else None
    case.assigned_because = AssignedBecause.BY_HAND
    _note(case, EntryKind.ASSIGNED, by=by, text=str(officer))
    record("case.assign", case, by=by, changes={"owner": (old, officer)})
    if case.organisation:
        grant(case.organisation, city=place, because=case.number, by=by)
    if officer != old:
        notify("case_assigned", to=officer, about=case, version=str(case.version))
    return _bumped(case)


@transaction.atomic
def move_stage(case: Case, *, by, to, facts=None, reason="", version=None) -> Case:
    """On to `to`, with the facts its row in `stages.REQUIRED` asks for."""
    case = _for_work(case, by, version)
    _refuse_move(case, to, reason)
    given = stages.stored(facts or {})
    known = {**case.facts, **given}
    if not stages.goes_back(case.stage, to) and (lacking := stages.missing(to, known)):
        raise Incomplete(lacking)
    start, case.stage, case.facts = case.stage, to, known
    StageMove.objects.create(case=case, from_stage=start, to_stage=to, facts=given, reason=reason, by=by)
    _note(case, EntryKind.STAGE, by=by, text=to)
    record("case.move", case, by=by, changes={"stage": (start, to)}, reason=reason)
    queue_change(case, "stage", start, to)
    return _bumped(case)


@transaction.atomic
def change_state(case: Case, *, by, state, reason="", lost_to="", version=None) -> Case:
    """Delayed, dormant, lost, given up, or ongoing again. Lost and given up close the case."""
    case = _for_work(case, by, version)
    if state == case.state:
        raise IllegalStep(_("The case is in this state already. Load it again to see how it stands."))
    old, case.state = case.state, state
    case.state_reason = "" if state == State.ONGOING else reason
    case.lost_to = lost_to if state == State.LOST else ""
    _note(case, EntryKind.STATE, by=by, text=state)
    record("case.state", case, by=by, changes={"state": (old, state)}, reason=reason)
    queue_change(case, "state", old, state)
    return _bumped(case)


@transaction.atomic
def add_note(case: Case, *, by, text) -> CaseEntry:
    """For the desk only; the investor never sees it."""
    case = _for_work(case, by)
    entry = _note(case, EntryKind.NOTE, by=by, text=text, is_public=False)
    record("case.note", case, by=by, changes={"text": text})
    return entry


@transaction.atomic
def make_promise(case: Case, *, by, text, due_on) -> Promise:
    case = _for_work(case, by)
    promise = Promise.objects.create(case=case, text=text, due_on=due_on, by=by)
    record("case.promise", case, by=by, changes={"text": text, "due_on": due_on})
    return promise


@transaction.atomic
def keep_promise(promise: Promise, *, by) -> Promise:
    case = _for_work(promise.case, by)
    if promise.kept_at is None:
        promise.kept_at = clock.now()
        promise.save(update_fields=["kept_at"])
        record("case.promise_kept", case, by=by)
    return promise


def _start_clock(case: Case, answerer, *, by) -> Case:
    """From now on the promise runs, and the organisation is open to the desk that answers."""
    for name, value in _assigned(answerer).items():
        setattr(case, name, value)
    case.confirmed_at = clock.now()
    dates = promised(case.confirmed_at, guangdong())
    case.first_answer_due, case.first_provisional = dates.first
    case.full_answer_due, case.full_provisional = dates.full
    case.save()
    record("case.confirm", case, by=by)
    if case.organisation:
        grant(case.organisation, city=case.city, because=case.number, by=by)
    return case


def _tell_start(case: Case) -> Case:
    notify("case_receipt", to=_contact(case), about=case, language=case.language)
    if case.owner:
        notify("case_assigned", to=case.owner, about=case)
    return case


def _assigned(answerer) -> dict:
    return {"owner": answerer.officer, "deputy": answerer.deputy, "assigned_because": answerer.because}


def _organisation_of(by) -> Organisation | None:
    return Organisation.objects.of_member(by).order_by("pk").first() if by else None


def _is_known(by, email: str) -> bool:
    """Whether the address needs no confirming: the account's own, or told to an officer."""
    if by is None:
        return False
    return (
        bool(scope_of(by).can_write)
        or EmailAddress.objects.filter(user=by, email=email, verified=True).exists()
    )


def _contact(case: Case):
    """The account where it reads mail at this address, so that the message is in its inbox too."""
    return (
        case.opened_by
        if case.opened_by and case.opened_by.email == case.contact_email
        else case.contact_email
    )


def _subject(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _ask(case: Case, *, by, text, language) -> CaseEntry:
    entry = _note(case, EntryKind.QUESTION, by=by, text=text, language=language)
    last = case.questions.aggregate(last=Max("position"))["last"] or 0
    CaseQuestion.objects.create(case=case, position=last + 1, text=text, asked_in=entry)
    return entry


def _note(case: Case, kind: str, *, by, text, language="", is_public=True) -> CaseEntry:
    return CaseEntry.objects.create(
        case=case, kind=kind, text=text, language=language or case.language, by=by, is_public=is_public
    )


def _locked(case: Case) -> Case:
    return (
        Case.objects.select_for_update(of=["self"])
        .select_related("city", "project", "organisation", "owner", "deputy", "opened_by")
        .get(pk=case.pk)
    )


def _for_work(case: Case, by, version=None) -> Case:
    case = _locked(case)
    if not case.can_be_worked_by(by):
        raise PermissionDenied
    if version is not None and version != case.version:
        raise OldVersion(
            _("Somebody else has changed this case since you opened it. Compare, then send again.")
        )
    return case


def _refuse_unless_open(case: Case) -> None:
    if not case.is_confirmed:
        raise IllegalStep(_("The sender has not confirmed the address yet, so there is nobody to answer to."))
    if case.is_closed:
        raise IllegalStep(_("This case is closed. Set it to ongoing first, or open a new one."))


def _refuse_move(case: Case, to, reason: str) -> None:
    _refuse_unless_open(case)
    if to not in stages.ORDER or not stages.may_move(case.stage, to):
        raise IllegalStep(_("A case moves one stage at a time, except past those that may be skipped."))
    if stages.needs_reason(case.stage, to) and not reason.strip():
        raise IllegalStep(_("Going back or past a stage needs a reason. Say why, then move it."))


def _tick(case: Case, entry: CaseEntry, ticks) -> None:
    for question in case.questions.exclude(state__in=QuestionState.settled()):
        state = QuestionState.ANSWERED if ticks is None else ticks.get(question.pk, question.state)
        if state != question.state:
            question.state = state
            question.answered_in = entry if state == QuestionState.ANSWERED else None
            question.save(update_fields=["state", "answered_in"])


def _stop_clocks(case: Case, *, wait: bool) -> None:
    now = clock.now()
    case.first_answer_at = case.first_answer_at or now
    if not case.questions.exclude(state__in=QuestionState.settled()).exists():
        case.full_answer_at = case.full_answer_at or now
        _end_wait(case)
    elif wait and not case.waiting_since:
        case.waiting_since = now
        Wait.objects.create(case=case, began_at=now)


def _end_wait(case: Case) -> None:
    """The time the investor took is added to the officer's."""
    if not case.waiting_since:
        return
    now, calendar = clock.now(), guangdong()
    stood_still = working_hours(case.waiting_since, now, calendar)
    if case.full_answer_at is None:
        later = add_working_hours(case.full_answer_due, stood_still, calendar)
        case.full_answer_due, case.full_provisional = later
    case.waits.filter(ended_at=None).update(ended_at=now)
    case.waiting_since = None


def _bumped(case: Case) -> Case:
    case.version = F("version") + 1
    case.save()
    case.refresh_from_db()
    return case
