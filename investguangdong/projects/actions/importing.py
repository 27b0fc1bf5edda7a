"""Taking over a table of listings: checked first, then whole or not at all, through the same acts as by hand."""

import hashlib
import logging

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.audit.actions import record
from investguangdong.core import clock
from investguangdong.core.jobs import wake_on_commit
from investguangdong.projects.actions.refusals import IllegalStep
from investguangdong.projects.actions.reviewing import edit_project
from investguangdong.projects.actions.writing import create_project
from investguangdong.projects.importing.plan import NEW, SAME, Plan, Planned, Planner
from investguangdong.projects.importing.tables import Sheet, read
from investguangdong.projects.models import ImportRun, Kind

AT_ONCE = 200  # rows that change something; each takes some hundredths of a second
TASK = "projects.take_over_imports"
NOT_AGAIN = gettext_lazy("This file has been taken over already, or was not free of mistakes.")
log = logging.getLogger(__name__)


def planned(sheet: Sheet, *, by, is_sample: bool) -> Plan:
    return Planner(sheet, by=by, is_sample=is_sample).run()


@transaction.atomic
def check_import(*, by, name: str, content: bytes, is_sample: bool = False) -> tuple[ImportRun, Plan]:
    """The dry run: nothing of the listings is written. Raises `BadFile` where there is no table to read."""
    plan = planned(read(content, name), by=by, is_sample=is_sample)
    is_good = not plan.mistakes
    run = ImportRun.objects.create(
        state=ImportRun.State.CHECKED if is_good else ImportRun.State.REFUSED,
        name=name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content if is_good else None,
        is_sample=is_sample,
        rows=len(plan.rows) if is_good else 0,
        mistakes=len(plan.mistakes),
        by=by,
        **plan.counts,
    )
    record("import.check", run, by=by, changes=told(run))
    return run, plan


def told(run: ImportRun) -> dict:
    names = ("sha256", "rows", "created", "changed", "held", "unchanged", "mistakes")
    return {name: getattr(run, name) for name in names}


@transaction.atomic
def start_import(run: ImportRun, *, by) -> ImportRun:
    """A short table at once; a long one by a worker, while the page says so."""
    if run.created + run.changed + run.held <= AT_ONCE:
        return run_import(run, by=by)
    moved = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.CHECKED)
    if not moved.update(state=ImportRun.State.RUNNING):
        raise IllegalStep(NOT_AGAIN)
    wake_on_commit(TASK)
    run.refresh_from_db()
    return run


def run_started_imports() -> int:
    """Those a worker has to take over. One that cannot be taken over any more is refused whole."""
    done = 0
    while (run := ImportRun.objects.filter(state=ImportRun.State.RUNNING).order_by("pk").first()) is not None:
        try:
            run_import(run, by=run.by)
        except (IllegalStep, IntegrityError) as error:
            log.warning("import %s was refused: %s", run.token, error)
            ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.REFUSED, content=None)
        done += 1
    return done


@transaction.atomic
def run_import(run: ImportRun, *, by) -> ImportRun:
    """Takes over what was checked. The table is looked at again: rows may have changed since."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state not in (ImportRun.State.CHECKED, ImportRun.State.RUNNING) or run.content is None:
        raise IllegalStep(NOT_AGAIN)
    plan = planned(read(bytes(run.content), run.name), by=by, is_sample=run.is_sample)
    if plan.mistakes:
        raise IllegalStep(_("Listings have changed since the check. Send the file again."))
    for row in plan.rows:
        take_over(row, by=by)
    for name, count in plan.counts.items():
        setattr(run, name, count)
    run.state, run.done_at, run.content = ImportRun.State.DONE, clock.now(), None
    run.save()
    record("import.done", run, by=by, changes=told(run))
    return run


def take_over(row: Planned, *, by) -> None:
    if row.what == NEW:
        fields = {"kind": Kind.GREENFIELD, **row.values}
        create_project(by=by, **row.lists, **fields)
    elif row.what != SAME:
        edit_project(row.project, by=by, changes=row.values, **row.lists)
