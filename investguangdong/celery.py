"""The Celery application. Tasks are doors: an explicit name, an id, one call of an action."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "investguangdong.settings")

app = Celery("investguangdong")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
