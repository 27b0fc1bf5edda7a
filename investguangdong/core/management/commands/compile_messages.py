"""Compiles locale/*/LC_MESSAGES/*.po with Babel, so that no machine needs gettext's own tools."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile the message catalogues that are newer than their compiled form."

    requires_system_checks = ()

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if self.compile(source):
                    self.stdout.write(f"compiled {source.relative_to(folder)}")

    def compile(self, source: Path) -> bool:
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            return False
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        unfinished = target.with_suffix(".mo.new")
        with unfinished.open("wb") as stream:
            write_mo(stream, catalogue)
        unfinished.replace(target)
        return True
