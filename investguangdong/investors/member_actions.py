"""Who belongs to an organisation, as what, and until when. Each act takes the organisation's row first, so that
two owners who leave at once leave one behind."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.audit import actions as audit
from investguangdong.core import clock
from investguangdong.investors.choices import Role
from investguangdong.investors.models import Membership
from investguangdong.investors.versions import NotPossible, locked
from investguangdong.notifications.actions import notify


@transaction.atomic
def add_member(organisation, *, by, user, role=Role.MEMBER, ends_on=None) -> Membership:
    """Only an owner adds people; somebody who is a member already keeps one membership, with the new role."""
    row = managed(organisation, by=by)
    check_term(role, ends_on)
    return join(row, user=user, role=role, ends_on=ends_on, by=by)


def join(organisation, *, user, role, ends_on, by) -> Membership:
    """Inside a transaction that has locked the organisation and knows that the person may come in."""
    row = organisation.memberships.current().filter(user=user).first()
    if row is None:
        row = Membership(organisation=organisation, user=user)
    elif row.role == Role.OWNER != role:
        check_another_owner(row)
    before = row.role if row.pk else None
    row.role, row.ends_on = role, ends_on
    row.save()
    told = {"member": user.pk, "role": (before, role), "until": ends_on}
    audit.record("organisation.add_member", organisation, by=by, changes=told)
    return row


@transaction.atomic
def change_member(membership, *, by, role, ends_on=None) -> Membership:
    """Another role, or another day at which it ends. The last owner stays owner."""
    organisation = managed(membership.organisation, by=by)
    row = current(membership)
    check_term(role, ends_on)
    if row.role == Role.OWNER != role:
        check_another_owner(row)
    before = (row.role, row.ends_on)
    row.role, row.ends_on = role, ends_on
    row.save(update_fields=["role", "ends_on"])
    told = {"member": row.user_id, "role": (before[0], role), "until": (before[1], ends_on)}
    audit.record("organisation.change_member", organisation, by=by, changes=told)
    if row.user_id != by.pk:
        tell_role(row)
    return row


@transaction.atomic
def hand_over(membership, *, by) -> Membership:
    """The member becomes owner, and `by`, an owner until now, a member: in one step, so that there is always one."""
    organisation = managed(membership.organisation, by=by)
    row = current(membership)
    if row.user_id == by.pk or row.role not in (Role.MEMBER, Role.VIEWER):
        raise NotPossible(_("Hand over to another member of the organisation."))
    row.role, row.ends_on = Role.OWNER, None
    row.save(update_fields=["role", "ends_on"])
    organisation.memberships.current().filter(user=by).update(role=Role.MEMBER)
    audit.record("organisation.hand_over", organisation, by=by, changes={"owner": (by.pk, row.user_id)})
    tell_role(row)
    return row


@transaction.atomic
def leave(membership, *, by) -> Membership:
    """Ends the membership at once, and with it the invitations the person has sent. The last owner stays:
    somebody must answer for the organisation."""
    organisation = locked(membership.organisation)
    row = current(membership)
    if row.user_id != by.pk and not organisation.can_be_managed_by(by):
        raise PermissionDenied
    if row.role == Role.OWNER:
        check_another_owner(row)
    row.ends_on = clock.today()
    row.save(update_fields=["ends_on"])
    organisation.invitations.waiting().filter(by=row.user_id).update(withdrawn_at=clock.now())
    audit.record("organisation.leave", organisation, by=by, changes={"member": row.user_id})
    if row.user_id != by.pk:
        notify("organisation_left", to=row.user, about=row)
    return row


def tell_role(row: Membership) -> None:
    notify("organisation_role", to=row.user, about=row, version=clock.now().isoformat())


def managed(organisation, *, by):
    """The organisation's row, locked, for an owner."""
    row = locked(organisation)
    if not row.can_be_managed_by(by):
        raise PermissionDenied
    return row


def current(membership) -> Membership:
    row = Membership.objects.current().select_for_update().filter(pk=membership.pk).first()
    if row is None:
        raise NotPossible(_("This membership has ended already."))
    return row


def check_term(role: str, ends_on) -> None:
    """An adviser comes until a day; an owner stays, or the organisation would one day have none."""
    if role not in Role.values:
        raise NotPossible(_("Choose one of the roles."))
    if role == Role.ADVISER and ends_on is None:
        raise NotPossible(_("An adviser belongs to an organisation until a day you name."))
    if role == Role.OWNER and ends_on is not None:
        raise NotPossible(_("An owner stays without an end. Choose another role, or leave the day empty."))
    if ends_on is not None and ends_on <= clock.today():
        raise NotPossible(_("Choose a day that is still to come."))


def check_another_owner(membership) -> None:
    others = membership.organisation.memberships.owners().exclude(pk=membership.pk)
    if not others.exists():
        raise NotPossible(_("Make somebody else owner first: an organisation needs one."))
