"""What an officer reads of an investor whose name is not open."""

from django.utils.translation import gettext as _

from investguangdong.core import languages
from investguangdong.investors.choices import Tier
from investguangdong.investors.disclosure import is_within


def unnamed(organisation) -> str:
    """Kind and country or area, each only as far as the organisation shows it to every promotion officer."""
    facts = {"kind": organisation.get_kind_display(), "country": organisation.country.name}
    told = [
        str(value) for name, value in facts.items() if is_within(organisation.tier_of(name), Tier.OFFICERS)
    ]
    comma = "，" if languages.current().startswith("zh") else ", "
    return comma.join(told) or _("An investor")
