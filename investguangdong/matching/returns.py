"""What has changed since a match was turned down, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.matching.material import MANDATE
from investguangdong.matching.models import Match
from investguangdong.matching.wording import Names, amount

THEIRS = {
    "sectors": gettext_lazy("its sectors"),
    "main_sector": gettext_lazy("its main sector"),
    "clusters": gettext_lazy("its cluster"),
    "modes": gettext_lazy("the ways to take part"),
    "amount": gettext_lazy("the amount"),
    "place": gettext_lazy("the place"),
    "is_provincial": gettext_lazy("the place"),
    "land_max": gettext_lazy("the land"),
    "power": gettext_lazy("the electricity"),
    "available_from": gettext_lazy("from when it is available"),
    "stage": gettext_lazy("the stage"),
}
YOURS = {
    "sectors": gettext_lazy("your sectors"),
    "clusters": gettext_lazy("your clusters"),
    "modes": gettext_lazy("how you want to take part"),
    "amount": gettext_lazy("your range"),
    "places": gettext_lazy("your cities"),
    "land_min": gettext_lazy("the land you need"),
    "power_min": gettext_lazy("the electricity you need"),
    "start_to": gettext_lazy("when you want to start"),
    "minimum_stage": gettext_lazy("the stage you ask for"),
    "excluded_sectors": gettext_lazy("the sectors you rule out"),
    "excluded_places": gettext_lazy("the cities you rule out"),
    "modes_never": gettext_lazy("the ways you rule out"),
}


def returned(match: Match) -> list[str]:
    """One sentence a change, figures before and after where they are money."""
    told = (sentence(one) for one in match.returned)
    return list(dict.fromkeys(filter(None, told)))


def sentence(change: dict) -> str:
    name = (YOURS if change["side"] == MANDATE else THEIRS).get(change["name"])
    if name is None:
        return ""
    if change["name"] == "amount" and change["old"] and change["new"]:
        names = Names()
        before, after = amount(change["old"], names), amount(change["new"], names)
        return _("Changed since: %(what)s, from %(before)s to %(after)s.") % {
            "what": name,
            "before": before,
            "after": after,
        }
    return _("Changed since: %(what)s.") % {"what": name}
