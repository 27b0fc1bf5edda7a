"""The nightly run by hand: begins one or goes on with the one under way, and works until it is done."""

import time

from django.core.management.base import BaseCommand

from investguangdong.matching.actions.running import start_run, work_on_run
from investguangdong.matching.choices import RunState
from investguangdong.matching.models import Run

A_WHILE = 5  # seconds between two lines of progress


class Command(BaseCommand):
    help = "Scores every active mandate against every open project. Several may run side by side."

    def handle(self, **options):
        run = start_run()
        while run.state == RunState.RUNNING:
            has_more = work_on_run(seconds=A_WHILE)
            run = Run.objects.with_progress().get(pk=run.pk)
            self.stdout.write(f"{run.done_percent} % of {run.chunks_total} chunks")
            if not has_more and run.state == RunState.RUNNING:
                time.sleep(0.5)  # the last chunks are in other hands
        told = f"{run.get_state_display()}: {run.pairs} pairs, {run.written} written. {run.problem}"
        self.stdout.write(told.strip())
