"""People and officers. `desk` makes a city's officer with a profile, as `create_officer` does."""

from itertools import count

from allauth.account.models import EmailAddress

from investguangdong.accounts.models import OfficerProfile, OfficerScope, User
from investguangdong.accounts.roles import Role, give_role

PASSWORD = "guangdong-sample"
_number = count(1)


def user(email="", *, password=None, verified=True, **fields) -> User:
    """Without a password unless one is given: hashing is slow, `client.force_login` needs none."""
    email = email or f"person{next(_number)}@example.com"
    row = User.objects.create_user(email, password, **{"name": email.split("@")[0].title(), **fields})
    EmailAddress.objects.create(user=row, email=row.email, verified=verified, primary=True)
    return row


def officer(email="", *, city=None, can_write=True, rank=OfficerScope.Rank.LEAD, role=None, **fields) -> User:
    """Of one city, or of the province when no city is given."""
    row = user(email, is_staff=True, **fields)
    rank = rank if can_write else OfficerScope.Rank.MEMBER
    OfficerScope.objects.create(user=row, city=city, can_write=can_write, rank=rank)
    OfficerProfile.objects.create(
        user=row, title_en="Investment officer", title_zh_hans="招商专员", languages=["en", "zh-hans"]
    )
    give_role(row, role or (Role.OFFICER if city else Role.PROVINCE))
    return row


def auditor(email="", **fields) -> User:
    return officer(email, can_write=False, role=Role.AUDITOR, **fields)
