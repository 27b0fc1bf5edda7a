"""What people do with organisations, their members and what they open to whom."""

from secrets import token_hex

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from investguangdong.audit import actions as audit
from investguangdong.core import clock
from investguangdong.investors.check_actions import (
    ask_for_check,
    keep_checks,
    take_back,
    verify_organisation,
)
from investguangdong.investors.choices import Role
from investguangdong.investors.joining_actions import (
    accept_invitation,
    answer_join_request,
    ask_to_join,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from investguangdong.investors.mandate_actions import (
    add_cities,
    change_mandate,
    change_ticket,
    confirm_mandate,
    copy_mandate,
    delete_draft,
    exclude_cities,
    move_mandate,
    note_mandate,
    record_question,
    save_mandate_step,
    start_mandate,
    widen_ticket,
)
from investguangdong.investors.member_actions import add_member, change_member, hand_over, leave
from investguangdong.investors.models import Consent, Grant, Membership, Organisation
from investguangdong.investors.versions import NotPossible, OldVersion, apply_changes, locked
from investguangdong.investors.visibility_actions import set_visibility

__all__ = [
    "NotPossible",
    "OldVersion",
    "accept_invitation",
    "add_cities",
    "add_member",
    "answer_join_request",
    "ask_for_check",
    "ask_to_join",
    "change_mandate",
    "change_member",
    "change_organisation",
    "change_ticket",
    "confirm_mandate",
    "copy_mandate",
    "create_organisation",
    "delete_draft",
    "exclude_cities",
    "give_consent",
    "grant",
    "hand_over",
    "invite",
    "keep_checks",
    "leave",
    "move_mandate",
    "note_mandate",
    "record_question",
    "resend_invitation",
    "save_mandate_step",
    "set_visibility",
    "start_mandate",
    "verify_organisation",
    "widen_ticket",
    "withdraw_consent",
    "withdraw_grant",
    "withdraw_invitation",
]


@transaction.atomic
def create_organisation(*, by, name, country, kind, sectors=(), slug="", **fields) -> Organisation:
    """The organisation, with `by` as its owner."""
    fields.pop("version", None)
    row = Organisation.objects.create(
        slug=slug or free_slug(name), name=name, country=country, kind=kind, **fields
    )
    row.sectors.set(sectors)
    Membership.objects.create(organisation=row, user=by, role=Role.OWNER)
    audit.record("organisation.create", row, by=by, changes={"name": name, "country": str(country)})
    return row


def free_slug(name: str) -> str:
    slug = slugify(name)[:70] or f"organisation-{token_hex(3)}"
    return f"{slug}-{token_hex(3)}" if Organisation.objects.filter(slug=slug).exists() else slug


@transaction.atomic
def change_organisation(organisation, *, by, version=None, **fields) -> Organisation:
    """A new name, country or registration number needs a new check, so it takes the old one back."""
    row = locked(organisation, version)
    if not row.can_be_changed_by(by):
        raise PermissionDenied
    changes = apply_changes(row, fields)
    if row.is_verified and {"name", "country", "registration_no"} & changes.keys():
        take_back(row)
    row.changed_at = clock.now()
    row.save()
    if changes:
        audit.record("organisation.change", row, by=by, changes=changes)
    return row


@transaction.atomic
def grant(organisation, *, city, because, by=None) -> Grant:
    """Opens the organisation to the officers of `city` (`None`: the province); repeated, the same row."""
    row, made = Grant.objects.get_or_create(
        organisation=organisation,
        city=city,
        withdrawn_at=None,
        defaults={"because": because, "by": by if getattr(by, "pk", None) else None},
    )
    if made:
        told = {"city": city.code if city else "440000"}
        audit.record("organisation.grant", organisation, by=by, changes=told, reason=because)
    return row


@transaction.atomic
def withdraw_grant(row, *, by) -> Grant:
    if not row.organisation.can_be_changed_by(by):
        raise PermissionDenied
    Grant.objects.in_force().filter(pk=row.pk).update(withdrawn_at=clock.now())
    row.refresh_from_db()
    audit.record("organisation.withdraw_grant", row.organisation, by=by, changes={"grant": row.pk})
    return row


@transaction.atomic
def give_consent(user, *, purpose, text, language, organisation=None) -> Consent:
    row, _made = Consent.objects.get_or_create(
        user=user,
        organisation=organisation,
        purpose=purpose,
        withdrawn_at=None,
        defaults={"text": text, "language": language},
    )
    return row


@transaction.atomic
def withdraw_consent(row, *, by) -> Consent:
    if row.user_id != by.pk:
        raise PermissionDenied
    Consent.objects.in_force().filter(pk=row.pk).update(withdrawn_at=clock.now())
    row.refresh_from_db()
    audit.record("consent.withdraw", row, by=by, changes={"purpose": row.purpose})
    return row
