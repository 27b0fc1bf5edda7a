"""What people do with cases."""

from django.db import transaction

from investguangdong.cases.models import Case, Stage, State


class IllegalStep(Exception):
    """Not possible in the case's present state; the message says what to do next (409)."""


class OldVersion(IllegalStep):
    """Somebody changed the case since it was read (409)."""


class Incomplete(Exception):
    """The stage needs more; `.missing` names it (422)."""


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
    channel="web",
    subject="",
    confirmed=None,
) -> Case:
    """A new case with its question. `by`: the account, or None (then the clock starts at `confirm_case`)."""
    raise NotImplementedError


@transaction.atomic
def confirm_case(case: Case) -> Case:
    raise NotImplementedError


@transaction.atomic
def answer_case(
    case: Case, *, by, text, language=None, ticks=None, cites=(), is_full=True, wait=False, version=None
) -> Case:
    raise NotImplementedError


@transaction.atomic
def ask_again(case: Case, *, by, text, language=None) -> Case:
    raise NotImplementedError


@transaction.atomic
def assign_case(case: Case, *, by, officer, deputy=None, version=None) -> Case:
    raise NotImplementedError


@transaction.atomic
def move_stage(case: Case, *, by, to: Stage, facts: dict, reason="", version=None) -> Case:
    raise NotImplementedError


@transaction.atomic
def close_case(case: Case, *, by, state: State, reason: str, lost_to="", version=None) -> Case:
    raise NotImplementedError
