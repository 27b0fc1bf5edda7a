"""`data/` into the database: idempotent, says what changed, deletes nothing."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from investguangdong.audit.actions import record
from investguangdong.core.actions import queue_change
from investguangdong.core.languages import with_language
from investguangdong.core.locks import advisory_lock
from investguangdong.core.reference import LoadReport
from investguangdong.core.registry import reference_loaders


class Command(BaseCommand):
    help = "Load the reference data: adds and changes rows by their natural keys, switches off what is gone."

    def add_arguments(self, parser):
        parser.add_argument(
            "--data", type=Path, default=settings.BASE_DIR / "data", help="folder of the files"
        )

    def handle(self, *args, data: Path, **options):
        with advisory_lock("load_reference") as mine, transaction.atomic(), with_language("en"):
            if not mine:
                raise CommandError("Another load is running; try again when it is done.")
            for _name, loader in reference_loaders.items():
                for report in loader(data):
                    self.tell(report)
                    note(report)

    def tell(self, report: LoadReport) -> None:
        self.stdout.write(str(report))
        for row, changes in report.changed:
            self.stdout.write(f"  changed {row}: {', '.join(changes) or 'links'}")
        for row in report.disabled:
            self.stdout.write(f"  disabled {row}")


def note(report: LoadReport) -> None:
    """Audits what happened to rows that were there before, and queues it for those who act on changes."""
    reason = f"data/{report.file}"
    for row, changes in report.changed:
        record("reference.changed", row, changes=changes, reason=reason)
        for field, (old, new) in changes.items():
            queue_change(row, field, _plain(old), _plain(new))
    for row in report.disabled:
        record("reference.disabled", row, changes={"disabled_on": (None, row.disabled_on)}, reason=reason)
        queue_change(row, "disabled_on", None, _plain(row.disabled_on))


def _plain(value) -> str | None:
    return None if value is None else str(value)
