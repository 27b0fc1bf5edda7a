"""What can be said about a pair, once for each reader: the investor reads of "you", officers read of "the
investor"; a promoter, whose listing it is, reads of "your listing" where it is her turn. A sentence without
a form of its own for a reader is the same for all."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from investguangdong.matching.choices import Reader

Words = str | Promise


@dataclass(frozen=True)
class Said:
    """`promoter` is left out where the promoter reads what any officer reads."""

    investor: Words
    officer: Words = ""
    promoter: Words = ""

    def to(self, reader: str) -> Words:
        if reader == Reader.PROMOTER and self.promoter:
            return self.promoter
        return self.investor if reader == Reader.INVESTOR or not self.officer else self.officer


SENTENCES = {
    "sector.wanted": Said(_("Your sector: %(sectors)s."), _("The investor's sector: %(sectors)s.")),
    "sector.secondary": Said(
        _("Touches your sector: %(sectors)s. Its main sector is %(main)s."),
        _("Touches the investor's sector: %(sectors)s. The main sector is %(main)s."),
    ),
    "sector.cluster": Said(
        _("A cluster you named: %(clusters)s."), _("A cluster the investor named: %(clusters)s.")
    ),
    "sector.taken": Said(
        _("A sector in which you have taken up projects: %(sectors)s."),
        _("A sector in which the investor has taken up projects: %(sectors)s."),
    ),
    "sector.related": Said(
        _("A neighbouring sector: %(offered)s. You asked for %(wanted)s."),
        _("A neighbouring sector: %(offered)s. The investor asked for %(wanted)s."),
    ),
    "sector.foreign": Said(
        _("Another sector: %(sectors)s. You asked for %(asked)s."),
        _("Another sector: %(sectors)s. The investor asked for %(asked)s."),
    ),
    "sector.unknown_you": Said(
        _("Not known: which sectors you look for."), _("Not known: which sectors the investor looks for.")
    ),
    "sector.unknown_they": Said(
        _("Not known: the sector of this project."),
        promoter=_("Not known: the sector. Your listing does not name one."),
    ),
    "text.shared": Said(
        _("Your notes and this listing speak of the same things."),
        _("The investor's notes and this listing speak of the same things."),
    ),
    "amount.inside": Said(
        _("The amounts meet: you have %(mine)s, the project asks for %(theirs)s."),
        _("The amounts meet: the investor has %(mine)s, the project asks for %(theirs)s."),
    ),
    "amount.part": Said(
        _(
            "You can take part: you have %(mine)s, the project of %(theirs)s takes in investors from %(limit)s."
        ),
        _(
            "The investor can take part with %(mine)s: the project of %(theirs)s takes in investors from "
            "%(limit)s."
        ),
    ),
    "amount.near": Said(
        _("Close to your range: you have %(mine)s, the project asks for %(theirs)s."),
        _("Close to the investor's range: %(mine)s. The project asks for %(theirs)s."),
    ),
    "amount.larger": Said(
        _("Larger than you planned: it asks for %(theirs)s, you have %(mine)s."),
        _("Larger than the investor planned: the project asks for %(theirs)s, the investor has %(mine)s."),
    ),
    "amount.smaller": Said(
        _("Smaller than you planned: it asks for %(theirs)s, you have %(mine)s."),
        _("Smaller than the investor planned: the project asks for %(theirs)s, the investor has %(mine)s."),
    ),
    "amount.unknown_you": Said(
        _("Not known: how much you want to invest."), _("Not known: how much the investor wants to invest.")
    ),
    "amount.unknown_they": Said(
        _("Not known: the amount. The listing does not state it."),
        promoter=_("Not known: the amount. Your listing does not state it."),
    ),
    "place.wanted": Said(_("A city you named: %(city)s."), _("A city the investor named: %(city)s.")),
    "place.taken": Said(
        _("A city in which you have taken up projects: %(city)s."),
        _("A city in which the investor has taken up projects: %(city)s."),
    ),
    "place.away": Said(
        _("%(city)s is %(km)s km from %(wanted)s, which you named."),
        _("%(city)s is %(km)s km from %(wanted)s, which the investor named."),
    ),
    "place.provincial": Said(
        _("Open anywhere in the province, so also where you want to be."),
        _("Open anywhere in the province, so also where the investor wants to be."),
    ),
    "place.unknown_you": Said(
        _("Not known: which cities you have in mind."),
        _("Not known: which cities the investor has in mind."),
    ),
    "place.unknown_they": Said(
        _("Not known: the city of this project."),
        promoter=_("Not known: the city. Your listing does not name one."),
    ),
    "mode.offered": Said(
        _("The way you want to take part is offered: %(modes)s."),
        _("The way the investor wants to take part is offered: %(modes)s."),
    ),
    "mode.goes_with": Said(
        _("Offered: %(modes)s. That goes with the form of company you want."),
        _("Offered: %(modes)s. That goes with the form of company the investor wants."),
    ),
    "mode.other": Said(
        _("Offered: %(modes)s. You asked for another way of taking part."),
        _("Offered: %(modes)s. The investor asked for another way of taking part."),
    ),
    "mode.unknown_you": Said(
        _("Not known: in which way you want to take part."),
        _("Not known: in which way the investor wants to take part."),
    ),
    "mode.unknown_they": Said(
        _("Not known: in which ways one can take part."),
        promoter=_("Not known: in which ways one can take part. Your listing names none."),
    ),
    "land.enough": Said(
        _("Land: you need %(needed)s ha, %(has)s ha are there."),
        _("Land: the investor needs %(needed)s ha, %(has)s ha are there."),
    ),
    "land.short": Said(
        _("Land: you need %(needed)s ha, only %(has)s ha are there."),
        _("Land: the investor needs %(needed)s ha, only %(has)s ha are there."),
    ),
    "land.unknown_you": Said(
        _("Not known: how much land you need."), _("Not known: how much land the investor needs.")
    ),
    "land.unknown_they": Said(
        _("Not known: how much land there is. You need %(needed)s ha."),
        _("Not known: how much land there is. The investor needs %(needed)s ha."),
        _("Not known: how much land there is. Your listing does not say; the investor needs %(needed)s ha."),
    ),
    "power.enough": Said(
        _("Electricity: you need %(needed)s MW, %(has)s MW are there."),
        _("Electricity: the investor needs %(needed)s MW, %(has)s MW are there."),
    ),
    "power.short": Said(
        _("Electricity: you need %(needed)s MW, only %(has)s MW are there."),
        _("Electricity: the investor needs %(needed)s MW, only %(has)s MW are there."),
    ),
    "power.unknown_you": Said(
        _("Not known: how much electricity you need."),
        _("Not known: how much electricity the investor needs."),
    ),
    "power.unknown_they": Said(
        _("Not known: how much electricity there is. You need %(needed)s MW."),
        _("Not known: how much electricity there is. The investor needs %(needed)s MW."),
        _(
            "Not known: how much electricity there is. Your listing does not say; the investor needs "
            "%(needed)s MW."
        ),
    ),
    "site.met": Said(_("As you need it: %(things)s."), _("As the investor needs it: %(things)s.")),
    "site.short": Said(_("Not as you need it: %(things)s."), _("Not as the investor needs it: %(things)s.")),
    "site.unknown_they": Said(
        _("Not known: %(things)s."), promoter=_("Not known: %(things)s. Your listing does not say.")
    ),
    "returns.met": Said(_("What you look for: %(things)s."), _("What the investor looks for: %(things)s.")),
    "returns.short": Said(
        _("Not what you look for: %(things)s."), _("Not what the investor looks for: %(things)s.")
    ),
    "returns.unknown_they": Said(
        _("Not known: %(things)s."), promoter=_("Not known: %(things)s. Your listing does not say.")
    ),
    "time.ready": Said(
        _("Available from %(from)s, in time for you."),
        _("Available from %(from)s, in time for the investor."),
    ),
    "time.late": Said(
        _("Available from %(from)s, later than %(to)s as you planned."),
        _("Available from %(from)s, later than %(to)s as the investor planned."),
    ),
    "time.closes": Said(_("Closes on %(on)s.")),
    "time.unknown_you": Said(
        _("Not known: when you want to start."), _("Not known: when the investor wants to start.")
    ),
    "time.unknown_they": Said(
        _("Not known: from when it is available."),
        promoter=_("Not known: from when it is available. Your listing does not say."),
    ),
    "stage.far_enough": Said(
        _("Far enough along for you: %(stage)s."), _("Far enough along for the investor: %(stage)s.")
    ),
    "stage.early": Said(
        _("Earlier than you want: %(stage)s. You asked for %(wished)s at least."),
        _("Earlier than the investor wants: %(stage)s, where %(wished)s was the least."),
    ),
    "stage.unknown_they": Said(
        _("Not known: how far along the project is."),
        promoter=_("Not known: how far along the project is. Your listing does not say."),
    ),
    "readiness.good": Said(_("Well prepared: readiness %(readiness)s of 100, checked on %(on)s.")),
    "readiness.old": Said(_("Last checked by an officer on %(on)s.")),
    "readiness.unchecked": Said(
        _("Not yet checked by an officer of this portal."),
        promoter=_("Not yet checked: no officer has confirmed the facts of your listing."),
    ),
    "backed.by_others": Said(_("Others have committed money already.")),
    "policy.some": Said(_("Policies that may apply: %(count)s.")),
    "standing.verified": Said(
        _("Your organisation has been checked by an officer."),
        _("The investor's organisation has been checked by an officer."),
    ),
    "standing.unverified": Said(
        _("Your organisation has not been checked by an officer yet."),
        _("The investor's organisation has not been checked by an officer yet."),
    ),
    "activity.lately": Said(
        _("Projects you have taken up in two years: %(count)s."),
        _("Projects the investor has taken up in two years: %(count)s."),
    ),
    "mutual.high": Said(
        _("You are among the investors who fit this project best."),
        _("Among the investors who fit this project best."),
        _("Among the investors who fit your project best."),
    ),
}

# Smaller wishes that share a sentence.
THINGS = {
    "green_power": _("share of green power"),
    "floor": _("floor space"),
    "water": _("water"),
    "port": _("way to the port"),
    "airport": _("way to the airport"),
    "irr": _("return"),
    "equity": _("share of the company"),
    "horizon": _("term"),
}

WITHOUT_FIGURES = {
    "amount.inside": Said(_("The amounts meet.")),
    "land.unknown_you": Said(
        _("Not known: how much land you need. %(has)s ha are there."),
        _("Not known: how much land the investor needs. %(has)s ha are there."),
    ),
    "power.unknown_you": Said(
        _("Not known: how much electricity you need. %(has)s MW are there."),
        _("Not known: how much electricity the investor needs. %(has)s MW are there."),
    ),
}

GROUP_NAMES = {
    "sector": pgettext_lazy("part of a score", "Sector"),
    "budget": pgettext_lazy("part of a score", "Budget"),
    "location": pgettext_lazy("part of a score", "Location"),
    "route": pgettext_lazy("part of a score", "Route and site"),
    "certainty": pgettext_lazy("part of a score", "Time and certainty"),
}

# The facts of the sum, as the table "How this score is made" names them.
SIGNAL_NAMES = {
    "sector": pgettext_lazy("fact of a score", "Sector"),
    "themes": pgettext_lazy("fact of a score", "Same words"),
    "ticket": pgettext_lazy("fact of a score", "Usual size"),
    "ticket_small": pgettext_lazy("fact of a score", "Not too small"),
    "ticket_large": pgettext_lazy("fact of a score", "Not too large"),
    "returns": pgettext_lazy("fact of a score", "Return, share and term"),
    "city": pgettext_lazy("fact of a score", "City"),
    "region": pgettext_lazy("fact of a score", "Region"),
    "state": pgettext_lazy("fact of a score", "Country or province"),
    "near": pgettext_lazy("fact of a score", "Distance"),
    "mode": pgettext_lazy("fact of a score", "Way of taking part"),
    "land": pgettext_lazy("fact of a score", "Land"),
    "power": pgettext_lazy("fact of a score", "Electricity"),
    "site": pgettext_lazy("fact of a score", "Rest of the site"),
    "stage": pgettext_lazy("fact of a score", "Stage"),
    "backed": pgettext_lazy("fact of a score", "Money of others"),
    "time": pgettext_lazy("fact of a score", "Time"),
    "readiness": pgettext_lazy("fact of a score", "Readiness and last check"),
    "policy": pgettext_lazy("fact of a score", "Policies that apply"),
    "standing": pgettext_lazy("fact of a score", "Organisation checked"),
    "active": pgettext_lazy("fact of a score", "Active investor"),
    "lately": pgettext_lazy("fact of a score", "Active lately"),
    "mutual": pgettext_lazy("fact of a score", "Place on the project's own list"),
}

# The conditions that come before any score, as what has to hold.
GATES = {
    "open": _("The project is open to investors"),
    "excluded_sector": _("No sector that was ruled out"),
    "excluded_place": _("No city that was ruled out"),
    "refused_mode": _("A way of taking part that was not ruled out"),
    "smallest_ticket": _("The smallest amount the project accepts can be met"),
    "minimum_stage": _("Far enough along"),
    "minimum_readiness": _("Well enough prepared"),
    "must_sector": _("A sector that was named as a must"),
    "must_place": _("A city that was named as a must"),
    "must_amount": _("The amount, named as a must"),
    "must_mode": _("The way of taking part, named as a must"),
    "must_land": _("Enough land, named as a must"),
    "must_power": _("Enough electricity, named as a must"),
    "must_site": _("The rest of the site, named as a must"),
    "must_time": _("In time, named as a must"),
}

GATE_WORDS = {
    "pass": pgettext_lazy("condition", "holds"),
    "unknown": pgettext_lazy("condition", "not known"),
    "fail": pgettext_lazy("condition", "does not hold"),
}

VERDICTS = {
    "fits": _("Fits"),
    "partly": _("Fits in part"),
    "clashes": _("Does not fit"),
    "unknown": _("Not known"),
}

# Whose turn it is to say what is not known.
TURNS = {
    "investor": Said(_("Your turn"), _("The investor's turn")),
    "project": Said(_("The project's turn"), promoter=_("Your turn")),
}
