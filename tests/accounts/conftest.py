import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_counted_yet():
    cache.clear()


@pytest.fixture(autouse=True)
def _mail_goes_into_the_outbox(settings):
    """The test runner keeps mail in memory; here the way into the outbox is part of what is tested."""
    settings.MAILERS = {"default": {"BACKEND": "investguangdong.notifications.backends.OutboxBackend"}}
