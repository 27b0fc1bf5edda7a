import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _fresh():
    """Counts of questions live in the cache; the language of the last page stays active in the process."""
    cache.clear()
    with translation.override("en"):
        yield
