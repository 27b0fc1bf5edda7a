"""How people get into the back office."""

from allauth.account.models import EmailAddress
from django.db import transaction

from investguangdong.accounts.identity import fold_email
from investguangdong.accounts.models import OfficerProfile, OfficerScope, User
from investguangdong.accounts.roles import Role, give_role
from investguangdong.audit import actions as audit


@transaction.atomic
def create_officer(email, *, city=None, name="", role=None, rank=OfficerScope.Rank.MEMBER, by=None) -> User:
    """Staff with an area: `city` None is the whole province. An existing account becomes staff; a new one has
    no password and sets it by "Forgotten?". Repeating it changes rank and role, and adds a second city."""
    role = role or (Role.OFFICER if city else Role.PROVINCE)
    user = User.objects.filter(email=fold_email(email)).first() or User.objects.create_user(email, None)
    user.is_staff = True
    user.name = name or user.name
    user.save()
    can_write = role != Role.AUDITOR
    OfficerScope.objects.update_or_create(
        user=user,
        city=city,
        defaults={"can_write": can_write, "rank": rank if can_write else OfficerScope.Rank.MEMBER},
    )
    OfficerProfile.objects.get_or_create(user=user)
    confirm_address(user)
    give_role(user, role)
    where = city.code if city else "440000"
    audit.record("officer.create", user, by=by, changes={"city": where, "role": str(role)})
    return user


def confirm_address(user) -> None:
    """An officer is invited by somebody who knows the address; mail to it is the way to the password."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
