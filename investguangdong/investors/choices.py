"""The words of an investor's wishes; listings use the same ones, so that the two can be compared."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    WHOLLY_FOREIGN = "wholly_foreign", _("wholly foreign-owned company")
    JOINT_VENTURE = "joint_venture", _("joint venture")
    ACQUISITION = "acquisition", _("merger or acquisition")
    PPP = "ppp", _("public–private partnership or concession")
    LAND_TRANSFER = "land_transfer", _("purchase of land-use rights")
    LAND_LEASE = "land_lease", _("land lease")
    FACTORY_LEASE = "factory_lease", _("factory lease")
    LICENCE = "licence", _("technology licence")
    OTHER = "other", _("other")


class Stage(TextChoices):
    """Of a listing, in order: `list(Stage).index(stage)` compares two."""

    CONCEPT = "concept", _("concept")
    STUDY = "study", _("feasibility study done")
    APPROVED = "approved", _("approved or filed")
    LAND_READY = "land_ready", _("land ready")
    PERMIT_READY = "permit_ready", _("permits ready")
    CONSTRUCTION = "construction", _("under construction")
    OPERATING = "operating", _("operating")


class OrganisationKind(TextChoices):
    MANUFACTURER = "manufacturer", _("manufacturer")
    SERVICE = "service", _("service company")
    SME = "sme", _("small or medium-sized company")
    DEVELOPER = "developer", _("developer or operator")
    TRADING = "trading", _("trading house")
    CORPORATE_INVESTOR = "corporate_investor", _("corporate investor")
    FUND = "fund", _("fund or asset manager")
    BANK = "bank", _("bank or insurer")
    SOVEREIGN = "sovereign", _("sovereign or public fund")
    FAMILY_OFFICE = "family_office", _("family office")
    RESEARCH = "research", _("university or research institute")
    ADVISER = "adviser", _("adviser or chamber")
    OTHER = "other", _("other")


class Verification(TextChoices):
    NONE = "none", _("not checked")
    ASKED = "asked", _("check asked for")
    VERIFIED = "verified", _("checked by an officer")
    REFUSED = "refused", _("could not be confirmed")
    LAPSED = "lapsed", _("check has lapsed")


class Proof(TextChoices):
    """What an officer compared an organisation's entry with."""

    REGISTER = "register", _("extract of the register")
    LICENCE = "licence", _("business licence")
    WEBSITE = "website", _("mail from the website’s own domain")
    OTHER = "other", _("something else")


class Disclosure(TextChoices):
    """Who reads an organisation's name and mandates besides its members and the province's desk."""

    GRANTED = "granted", _("only officers we wrote to or were introduced to")
    OFFICERS = "officers", _("promotion officers, without our name until we agree")


class Tier(TextChoices):
    """Who reads one fact of an organisation besides its members, from the fewest to the most."""

    US = "us", _("only us")
    MET = "met", _("officers we were introduced to")
    OFFICERS = "officers", _("promotion officers")


class Role(TextChoices):
    """Owners manage people; members speak for the organisation; an adviser works on its mandates until a day."""

    OWNER = "owner", _("owner")
    MEMBER = "member", _("member")
    VIEWER = "viewer", _("reads only")
    ADVISER = "adviser", _("adviser")


class Intent(TextChoices):
    NEW_BASE = "new_base", _("a new base")
    EXPANSION = "expansion", _("an expansion")
    JOINT_VENTURE = "joint_venture", _("a joint venture")
    ACQUISITION = "acquisition", _("a purchase")
    FUND = "fund", _("a placement of funds")
    RESEARCH = "research", _("research and development")
    SERVICE = "service", _("a service or sales company")


class Digest(TextChoices):
    OFF = "off", _("no mail")
    INSTANT = "instant", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class MandateState(TextChoices):
    DRAFT = "draft", _("draft")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")


class Wish(TextChoices):
    """What a mandate can say it must have, would like, or does not mind; matching's gates read the same words."""

    SECTOR = "sector", _("sector")
    AMOUNT = "amount", _("amount")
    MODE = "mode", _("form of co-operation")
    PLACE = "place", _("place")
    SITE = "site", _("site")
    TIME = "time", _("time")


class Strength(TextChoices):
    """How much a wish weighs. "Not said" is none of these: the wish is simply left empty."""

    GOOD = "good", _("would be good")
    MUST = "must", _("must hold")
    ANY = "any", _("does not matter")


class PausedBecause(TextChoices):
    MEMBER = "member", _("paused by a member")
    UNCONFIRMED = "unconfirmed", _("not confirmed for a long time")


class Weight(IntegerChoices):
    USEFUL = 1, _("also of interest")
    WANTED = 2, _("wanted")
    CORE = 3, _("what it is about")


class Purpose(TextChoices):
    MATCHING = "matching", _("compare our mandate with listings")
    INTRODUCTION = "introduction", _("show our name to an officer after we agree")
    NEWSLETTER = "newsletter", _("send news of the portal")


CURRENCIES = ["CNY", "USD", "EUR", "HKD", "MOP", "JPY", "GBP", "BRL", "KRW", "SGD"]
