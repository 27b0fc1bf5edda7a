import pytest
from django.core.cache import cache

from investguangdong.content import links


@pytest.fixture(autouse=True)
def _no_counts():
    """How often somebody has sent something is counted in the cache."""
    cache.clear()


@pytest.fixture
def unhurried(monkeypatch):
    """A form may be sent the moment it was loaded."""
    monkeypatch.setattr(links, "QUICKEST", -1)
