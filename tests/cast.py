"""The named cast. Anonymous rows tell nothing in a failing test; these do."""

import pytest

from investguangdong.accounts.models import User
from tests.factories import accounts, investors, places

__all__ = [
    "admin",
    "auditor",
    "colleague",
    "investor",
    "lusitano",
    "newcomer",
    "officer",
    "other_officer",
    "province",
    "rival",
    "shenzhen",
    "zhuhai",
]


@pytest.fixture
def shenzhen(db):
    return places.city("shenzhen")


@pytest.fixture
def zhuhai(db):
    return places.city("zhuhai")


@pytest.fixture
def lusitano(db):
    return investors.organisation("Lusitano Power Systems", slug="lusitano-power-systems")


@pytest.fixture
def investor(lusitano):
    """Owner of Lusitano Power Systems."""
    user = accounts.user("investor@example.com", name="Inês Carvalho")
    investors.member(lusitano, user, role="owner")
    return user


@pytest.fixture
def colleague(lusitano):
    """Member of the same organisation."""
    user = accounts.user("colleague@example.com", name="Rui Tavares")
    investors.member(lusitano, user)
    return user


@pytest.fixture
def rival(db):
    """Owner of another organisation."""
    user = accounts.user("rival@example.com", name="Petra Lindqvist")
    investors.organisation("Nordlys Storage", slug="nordlys-storage", country="NO", members=[user])
    return user


@pytest.fixture
def newcomer(db):
    """Signed in, member of nothing."""
    return accounts.user("newcomer@example.com", name="Kofi Mensah")


@pytest.fixture
def officer(shenzhen):
    return accounts.officer("officer.shenzhen@example.com", city=shenzhen, name="Lin Wei")


@pytest.fixture
def other_officer(zhuhai):
    return accounts.officer("officer.zhuhai@example.com", city=zhuhai, name="He Jing")


@pytest.fixture
def province(db):
    return accounts.officer("province@example.com", name="Chen Yu")


@pytest.fixture
def auditor(db):
    """Reads everything, writes nothing."""
    return accounts.auditor("auditor@example.com", name="Zhao Min")


@pytest.fixture
def admin(db):
    user = User.objects.create_superuser("admin@example.com", name="Site Administrator")
    accounts.EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
