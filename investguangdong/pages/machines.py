"""Addresses for machines: is the process alive, is it ready, what do the counters say, what may a crawler do."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.notifications.models import Message

