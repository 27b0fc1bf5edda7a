"""Brings database, reference data, sample and static files up to the code's state before the site starts."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from investguangdong.core import clock
from investguangdong.core.models import JobRun

STATIC_STAMP = ".stamp"


def fingerprint(*folders: Path) -> str:
    """Of names, sizes and times of all files below: changes whenever one of them was touched."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if "__pycache__" not in path.parts:
            facts = path.stat()
            digest.update(f"{path}|{facts.st_size}|{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


class Command(BaseCommand):
    help = "Migrate, load reference data, collect static files and, with DEMO, seed the sample."

    requires_system_checks = ()

    def handle(self, *args, **options):
        self.step("Message catalogues", "compile_messages")
        self.step("Database", "migrate", interactive=False, verbosity=0)
        self.collect_static()
        data = fingerprint(settings.BASE_DIR / "data", settings.BASE_DIR / "investguangdong" / "places")
        self.once(f"prepare:load_reference:{data}", "Reference data", "load_reference")
        if settings.DEMO:
            self.once("prepare:seed_sample", "Sample data", "seed_sample")

    def step(self, label: str, command: str, **options) -> None:
        self.stdout.write(f"{label} …")
        call_command(command, **options)

    def once(self, key: str, label: str, command: str) -> None:
        """Remembered in the database itself, so that a new database starts from the beginning."""
        if command not in get_commands() or JobRun.objects.filter(key=key).exists():
            return
        started = clock.now()
        self.step(label, command)
        JobRun.objects.create(key=key, started_at=started, finished_at=clock.now(), outcome="done")

    def collect_static(self) -> None:
        stamp = Path(settings.STATIC_ROOT) / STATIC_STAMP
        versions = settings.BASE_DIR / "requirements.txt"
        folders = (*map(Path, settings.STATICFILES_DIRS), settings.BASE_DIR / "templates")
        wanted = fingerprint(*folders) + str(versions.stat().st_mtime_ns)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self.step("Static files", "collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)
