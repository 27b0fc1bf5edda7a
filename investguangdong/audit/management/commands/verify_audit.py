from django.core.management.base import BaseCommand, CommandError

from investguangdong.audit import verification


class Command(BaseCommand):
    help = "Walks the hash chain of the audit and says what does not agree. Exit code 1 if anything does not."

    def add_arguments(self, parser):
        parser.add_argument("--head", help="a hash noted earlier, elsewhere; it must still be in the chain")

    def handle(self, *args, **options):
        report = verification.verify(expected_head=options["head"])
        for problem in report.problems:
            self.stderr.write(problem)
        if report.problems:
            raise CommandError(f"{len(report.problems)} problems in {report.links} links.")
        self.stdout.write(f"{report.links} entries agree, {report.waiting} wait for their link.")
        self.stdout.write(f"Head, to be noted elsewhere: {report.head}")
