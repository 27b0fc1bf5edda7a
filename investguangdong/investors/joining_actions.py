"""How people come in: invited by mail by an owner, or asking an owner themselves."""

from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.identity import fold_email
from investguangdong.accounts.models import User
from investguangdong.audit import actions as audit
from investguangdong.core import clock
from investguangdong.core.limits import count
from investguangdong.investors.choices import Role
from investguangdong.investors.links import digest, invitation_token
from investguangdong.investors.member_actions import check_term, join, managed
from investguangdong.investors.models import Invitation, JoinRequest, Organisation
from investguangdong.investors.models.joining import in_fourteen_days
from investguangdong.investors.versions import NotPossible, locked
from investguangdong.notifications.actions import notify

DAY = 24 * 3600
INVITATIONS_A_DAY, SENDINGS_A_DAY, REQUESTS_A_DAY = 20, 3, 5
# Of an invitation that came to nothing the address is forgotten after this long.
KEPT_DAYS = 30


@transaction.atomic
def invite(organisation, *, by, email, role=Role.MEMBER, ends_on=None, language="en") -> Invitation:
    """One open invitation an address: asked for again, the first is sent anew with what is said now. Whether
    the address has an account changes nothing that the inviter can see. Raises `TooMany`."""
    row = managed(organisation, by=by)
    check_term(role, ends_on)
    email = fold_email(email)
    if row.memberships.current().filter(user__in=owners_of(email)).exists():
        raise NotPossible(_("Somebody with this address belongs to the organisation already."))
    count("investors.invite", str(row.pk), most=INVITATIONS_A_DAY, window=DAY)
    told = {"role": role, "ends_on": ends_on, "language": language, "by": by}
    invitation = Invitation.objects.waiting().filter(organisation=row, email=email).first()
    if invitation is None:
        invitation = Invitation(key=uuid4(), organisation=row, email=email, sendings=0)
    for name, value in told.items():
        setattr(invitation, name, value)
    send(invitation)
    changes = {"email": email, "role": role, "until": ends_on}
    audit.record("organisation.invite", row, by=by, changes=changes)
    return invitation


@transaction.atomic
def resend_invitation(invitation, *, by) -> Invitation:
    """A new link and fourteen new days; the link sent before leads nowhere from now on. Raises `TooMany`."""
    organisation = managed(invitation.organisation, by=by)
    row = waiting(invitation)
    count("investors.resend", str(row.pk), most=SENDINGS_A_DAY, window=DAY)
    check_term(row.role, row.ends_on)
    row.by = by
    send(row)
    audit.record("organisation.invite_again", organisation, by=by, changes={"email": row.email})
    return row


def send(invitation: Invitation) -> None:
    invitation.sendings += 1
    invitation.at, invitation.expires_at = clock.now(), in_fourteen_days()
    invitation.token_hash = digest(invitation_token(invitation))
    invitation.save()
    known = owners_of(invitation.email).first()
    notify(
        "organisation_invitation",
        to=invitation.email,
        about=invitation,
        version=str(invitation.sendings),
        language=(known and known.language) or invitation.language,
        context={"sending": invitation.sendings},
    )


@transaction.atomic
def withdraw_invitation(invitation, *, by) -> Invitation:
    organisation = managed(invitation.organisation, by=by)
    row = waiting(invitation)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    audit.record("organisation.withdraw_invitation", organisation, by=by, changes={"email": row.email})
    return row


@transaction.atomic
def accept_invitation(invitation, *, by):
    """The membership. For the person whose confirmed address it was sent to, once, in time."""
    organisation = locked(invitation.organisation)
    row = waiting(invitation)
    if not is_for(row, by):
        raise PermissionDenied
    if not row.is_open:
        raise NotPossible(_("This invitation has expired. Ask for a new one."))
    check_term(row.role, row.ends_on)
    if organisation.memberships.current().filter(user=by).exists():
        raise NotPossible(_("You belong to this organisation already."))
    row.accepted_at, row.accepted_by = clock.now(), by
    row.save(update_fields=["accepted_at", "accepted_by"])
    return join(organisation, user=by, role=row.role, ends_on=row.ends_on, by=by)


def waiting(invitation) -> Invitation:
    """The row as it is now, locked; after the organisation's, never before."""
    row = Invitation.objects.waiting().select_for_update().filter(pk=invitation.pk).first()
    if row is None:
        raise NotPossible(_("This invitation was used or withdrawn."))
    return row


def owners_of(email: str):
    """People who have shown that the address is theirs."""
    return User.objects.filter(emailaddress__email=email, emailaddress__verified=True)


def is_for(invitation: Invitation, user) -> bool:
    addresses = EmailAddress.objects.filter(user=user.pk, verified=True)
    return invitation.email in {fold_email(address) for address in addresses.values_list("email", flat=True)}


@transaction.atomic
def ask_to_join(*, by, country, registration_no, note="") -> None:
    """Tells the owners of the organisation with this register entry. Answers nothing: whether there is one, and
    what it is called, is not for strangers. Raises `TooMany`."""
    count("investors.ask_to_join", str(by.pk), most=REQUESTS_A_DAY, window=DAY)
    rows = Organisation.objects.in_register(country=country, registration_no=registration_no)
    row = rows.select_for_update().first()
    if row is None or row.memberships.current().filter(user=by).exists():
        return
    request, is_new = JoinRequest.objects.get_or_create(
        organisation=row, user=by, decided_at=None, defaults={"note": note}
    )
    if is_new:
        audit.record("organisation.ask_to_join", row, by=by)
        for membership in row.memberships.owners().select_related("user"):
            notify("organisation_join_asked", to=membership.user, about=request)


@transaction.atomic
def answer_join_request(request, *, by, accept, role=Role.MEMBER, ends_on=None) -> JoinRequest:
    organisation = managed(request.organisation, by=by)
    row = JoinRequest.objects.waiting().select_for_update().filter(pk=request.pk).first()
    if row is None:
        raise NotPossible(_("This request has been answered already."))
    row.is_accepted, row.decided_at, row.decided_by = accept, clock.now(), by
    row.save(update_fields=["is_accepted", "decided_at", "decided_by"])
    if accept:
        check_term(role, ends_on)
        join(organisation, user=row.user, role=role, ends_on=ends_on, by=by)
    verb = "organisation.let_in" if accept else "organisation.turn_away"
    audit.record(verb, organisation, by=by, changes={"member": row.user_id})
    notify("organisation_join_answered", to=row.user, about=row)
    return row
