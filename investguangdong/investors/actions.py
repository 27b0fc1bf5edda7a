"""What people do with organisations and mandates."""

from django.db import transaction

from investguangdong.investors.choices import MandateState, Role
from investguangdong.investors.models import Consent, Grant, Mandate, Membership, Organisation


class OldVersion(Exception):
    """Somebody saved the row since it was read: answer 409 and show both."""


class NotPossible(Exception):
    """A step that is not legal in the row's present state: answer 409 with the sentence."""


@transaction.atomic
def create_organisation(*, by, name, country, kind, **fields) -> Organisation:
    """The organisation, with `by` as its owner."""
    raise NotImplementedError


@transaction.atomic
def change_organisation(organisation, *, by, version, **fields) -> Organisation:
    raise NotImplementedError


@transaction.atomic
def ask_for_check(organisation, *, by) -> Organisation:
    raise NotImplementedError


@transaction.atomic
def verify_organisation(organisation, *, by, evidence, confirmed=True) -> Organisation:
    raise NotImplementedError


@transaction.atomic
def add_member(organisation, *, by, user, role=Role.MEMBER, ends_on=None) -> Membership:
    raise NotImplementedError


@transaction.atomic
def leave(membership, *, by) -> Membership:
    raise NotImplementedError


@transaction.atomic
def grant(organisation, *, city, because, by=None) -> Grant:
    """Opens the organisation to the officers of `city` (`None`: the province); repeated, the same row."""
    raise NotImplementedError


@transaction.atomic
def start_mandate(organisation, *, by, name="") -> Mandate:
    """An empty draft; `save_mandate_step` fills it, step 1 makes it active."""
    raise NotImplementedError


@transaction.atomic
def save_mandate_step(mandate, *, by, step, data, version=None) -> Mandate:
    """`data` is the `cleaned_data` of `forms.STEP_FORMS[step]`. Step 1 makes a draft active; every save
    confirms the mandate, and queues a change for each field that differs."""
    raise NotImplementedError


@transaction.atomic
def confirm_mandate(mandate, *, by) -> Mandate:
    raise NotImplementedError


@transaction.atomic
def move_mandate(mandate, *, by, to: MandateState) -> Mandate:
    raise NotImplementedError


@transaction.atomic
def give_consent(user, *, purpose, text, language, organisation=None) -> Consent:
    raise NotImplementedError


@transaction.atomic
def withdraw_consent(consent, *, by) -> Consent:
    raise NotImplementedError
