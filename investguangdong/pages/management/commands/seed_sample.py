"""Sample rows of every app, the same for the same seed, each marked as sample."""

import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand

from investguangdong.core import clock
from investguangdong.core.languages import with_language
from investguangdong.core.registry import sample_makers


class Command(BaseCommand):
    help = "Make sample rows: officers, investors, listings, cases, matches. A second run adds nothing."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, help="the day that dates are counted from")
        parser.add_argument("--projects", type=int, help="listings; more than 2,000 go by a bulk path")
        parser.add_argument("--investors", type=int)
        parser.add_argument("--manifest", type=Path, help="writes what was made as JSON")

    def handle(self, *args, seed, today, projects, investors, manifest, **options):
        wanted = {"seed": seed, "today": today or clock.today(), "projects": projects, "investors": investors}
        made = {"seed": seed, "today": wanted["today"].isoformat()}
        with with_language("en"):
            given = {name: value for name, value in wanted.items() if value is not None}
            for name, maker in sample_makers.items():
                made[name] = maker(**given) or {}
                self.stdout.write(f"{name}: {made[name]}")
        if manifest:
            manifest.write_text(json.dumps(made, indent=2, default=str) + "\n")
