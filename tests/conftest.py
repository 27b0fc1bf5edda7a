"""What every test may use: the servers of this clone, quick settings, and the named cast."""

import pytest
from django.conf import settings as project_settings
from django.db import connection
from django.utils import translation

from investguangdong.core.embedded import lifecycle
from investguangdong.matching import layouts, supply
from tests.cast import *  # noqa: F403

EMBEDDED = pytest.StashKey()


def pytest_configure(config):
    """The first process brings PostgreSQL and Valkey up and takes down what it brought up."""
    if hasattr(config, "workerinput"):
        return
    block = lifecycle.running(project_settings.LOCAL_DIR)
    block.__enter__()
    config.stash[EMBEDDED] = block


def pytest_unconfigure(config):
    if block := config.stash.get(EMBEDDED, None):
        block.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _quick_settings(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.KEEP_SECONDS = 0
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.MAIL_DIR = tmp_path / "mail"
    settings.MAIL_PER_SECOND = 0
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language behind; the next test starts in English."""
    translation.activate("en")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests with real commits empty the tables afterwards, which the audit refuses: its guard against
    TRUNCATE sleeps, except in the test about it."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("audit_auditentry", "audit_chainlink", "audit_accesslog"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_refuses_truncate")


@pytest.fixture(autouse=True)
def _no_version_of_the_model_is_remembered():
    """A version never changes on a site; from test to test it does."""
    layouts.forget()
    supply.KEPT = supply.Kept()
