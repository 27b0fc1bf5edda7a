from django.core.management.base import BaseCommand

from investguangdong.accounts.erasing import erase_again


class Command(BaseCommand):
    help = "After a backup was restored: erases the accounts that the log says were erased since it was made."

    def add_arguments(self, parser):
        parser.add_argument(
            "accounts", nargs="+", type=int, metavar="NUMBER", help="from the log: erased account NUMBER"
        )

    def handle(self, *, accounts, **_options):
        self.stdout.write(f"{erase_again(accounts)} of {len(set(accounts))} were there and are erased.")
