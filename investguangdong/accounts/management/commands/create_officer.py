from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from investguangdong.accounts.actions import create_officer
from investguangdong.accounts.identity import fold_email
from investguangdong.accounts.models import OfficerScope
from investguangdong.accounts.roles import Role
from investguangdong.places.models import City


class Command(BaseCommand):
    help = "Makes a back-office account for one city, for the province, or for an auditor."

    def add_arguments(self, parser):
        parser.add_argument("email")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument(
            "--city", metavar="CODE", help="division code or address, such as 440300 or shenzhen"
        )
        where.add_argument("--province", action="store_true", help="the whole province")
        where.add_argument("--auditor", action="store_true", help="reads everything, changes nothing")
        parser.add_argument("--name", default="")
        parser.add_argument("--rank", choices=["lead", "deputy", "member"], default="member")

    def handle(self, *, email, city, auditor, name, rank, **_options):
        try:
            validate_email(fold_email(email))
        except ValidationError as error:
            raise CommandError(f"{email!r} is not an e-mail address.") from error
        user = create_officer(
            email,
            city=self.city(city) if city else None,
            name=name,
            role=Role.AUDITOR if auditor else None,
            rank=OfficerScope.Rank[rank.upper()],
        )
        self.stdout.write(
            f"{user.email} may sign in. The password is set by “Forgotten?” on the sign-in page."
        )

    def city(self, code: str) -> City:
        found = City.objects.enabled().filter(code=code) | City.objects.enabled().filter(slug=code)
        if row := found.first():
            return row
        raise CommandError(f"There is no city {code!r}. Run load_reference first, or look up its code.")
