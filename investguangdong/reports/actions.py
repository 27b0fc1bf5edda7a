import hashlib
import json
import logging
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.jobs import wake_on_commit
from investguangdong.notifications.actions import notify
from investguangdong.reports.definitions import DEFINITIONS, Definition
from investguangdong.reports.models import ReportRun

log = logging.getLogger(__name__)

BUILD_TASK = "reports.build"
LEASE = timedelta(seconds=120)
MOST_ATTEMPTS = 3


class NoLongerVisible(Exception):
    """What the report is about may not be seen any more by the person who asked."""


def fingerprint_of(data: dict) -> str:
    """SHA-256 over the data of a report, but for the day it was asked: the same data give the same document."""
    steady = {key: value for key, value in data.items() if key not in ("date", "hash_line")}
    text = json.dumps(steady, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def ask_for(definition: Definition, *, about, language: str, by=None) -> ReportRun:
    """Asks for a report. A public report of the same data is built once and shared; the broker is only a wake-up."""
    asked_by = by if by is not None and by.is_authenticated else None
    same = {
        "definition": definition.name,
        "about_code": about.code,
        "language": language,
        "fingerprint": fingerprint_of(definition.collect(about, language)),
        "is_public": definition.is_public,
    }
    fresh = {"asked_at": clock.now(), "asked_by": asked_by}
    if definition.is_public:
        run, is_new = ReportRun.objects.exclude(state=ReportRun.State.FAILED).get_or_create(
            **same, defaults=fresh
        )
    else:
        run, is_new = ReportRun.objects.create(**same, **fresh), True
    if is_new:
        record("report_asked", run, by=asked_by, changes={"about": about.code, "language": language})
        wake_on_commit(BUILD_TASK, run.code)
    return run


def finished_public_run(definition: Definition, *, about, language: str) -> ReportRun | None:
    """The document of today's data, if somebody has had it built already."""
    return ReportRun.objects.filter(
        definition=definition.name,
        about_code=about.code,
        language=language,
        is_public=True,
        state=ReportRun.State.DONE,
        fingerprint=fingerprint_of(definition.collect(about, language)),
    ).first()


def build(code: str) -> bool:
    """Builds one report if no other worker holds it. Returns whether this call built it."""
    if not _claim(code):
        return False
    run = ReportRun.objects.get(code=code)
    try:
        _build(run)
    except Exception as error:  # whatever breaks must end on the row, where people see it
        log.exception("report %s failed", code)
        _give_back(run, error)
        return False
    return True


def retry(run: ReportRun, *, by) -> bool:
    """Puts a failed report back into the queue. Returns False when it is not in the failed state any more."""
    with transaction.atomic():
        changed = ReportRun.objects.filter(pk=run.pk, state=ReportRun.State.FAILED).update(
            state=ReportRun.State.QUEUED, attempts=0, progress=0, error="", leased_until=None
        )
        if changed:
            record("report_retried", run, by=by)
            wake_on_commit(BUILD_TASK, run.code)
    return bool(changed)


def _claim(code: str) -> bool:
    now = clock.now()
    waiting = ReportRun.objects.abandoned(now).filter(code=code)
    return bool(
        waiting.update(
            state=ReportRun.State.BUILDING, leased_until=now + LEASE, attempts=F("attempts") + 1, progress=10
        )
    )


def _build(run: ReportRun) -> None:
    definition = DEFINITIONS[run.definition]
    about = definition.find(run.about_code, run.asked_by or AnonymousUser())
    if about is None:
        raise NoLongerVisible(run.about_code)
    data = definition.collect(about, run.language)
    _show_progress(run, 40)
    content = definition.render({**data, "hash_line": f"SHA-256 ({run.definition}): {run.fingerprint}"})
    _show_progress(run, 80)
    _finish(run, content, definition.suffix, rows=sum(len(section["rows"]) for section in data["sections"]))


def _show_progress(run: ReportRun, percent: int) -> None:
    ReportRun.objects.filter(pk=run.pk).update(progress=percent)


@transaction.atomic
def _finish(run: ReportRun, content: bytes, suffix: str, *, rows: int) -> None:
    run.file.save(f"{run.code}.{suffix}", ContentFile(content), save=False)
    run.state, run.progress, run.error, run.leased_until = ReportRun.State.DONE, 100, "", None
    run.sha256, run.size = hashlib.sha256(content).hexdigest(), len(content)
    run.row_count, run.finished_at = rows, clock.now()
    run.save()
    record("report_built", run, changes={"sha256": run.sha256})
    if run.asked_by and run.asked_by.is_active:
        notify("report_ready", to=run.asked_by, about=run)


def _give_back(run: ReportRun, error: Exception) -> None:
    run.refresh_from_db()
    is_last = isinstance(error, NoLongerVisible) or run.attempts >= MOST_ATTEMPTS
    state = ReportRun.State.FAILED if is_last else ReportRun.State.QUEUED
    ReportRun.objects.filter(pk=run.pk).update(
        state=state, progress=0, error=f"{type(error).__name__}: {error}"[:500], leased_until=None
    )
