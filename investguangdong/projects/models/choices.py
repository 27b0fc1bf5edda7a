"""The closed lists of a listing. The values are public (addresses, feeds): add, never rename."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    GREENFIELD = "greenfield", _("New plant")
    EXPANSION = "expansion", _("Expansion")
    LAND_PLOT = "land_plot", _("Land plot")
    FACTORY_SPACE = "factory_space", _("Factory space")
    RESEARCH = "research", _("Research and development")
    FUND = "fund", _("Fund")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    SCENARIO = "scenario", _("Application scenario")


class Stage(TextChoices):
    """In order: a later stage needs more papers."""

    CONCEPT = "concept", _("Concept")
    STUDY = "study", _("Feasibility study")
    APPROVED = "approved", _("Approved or filed")
    LAND_READY = "land_ready", _("Land ready")
    PERMIT_READY = "permit_ready", _("Permits ready")
    CONSTRUCTION = "construction", _("Under construction")
    OPERATING = "operating", _("Operating")


class Status(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CITY_REVIEW = "city_review", _("City review")
    PROVINCIAL_REVIEW = "provincial_review", _("Provincial review")
    PUBLISHED = "published", _("Open")
    AS_PUBLISHED = "as_published", _("As published elsewhere")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class Mode(TextChoices):
    WHOLLY_FOREIGN = "wholly_foreign", _("Wholly foreign-owned")
    JOINT_VENTURE = "joint_venture", _("Joint venture")
    ACQUISITION = "acquisition", _("Merger or acquisition")
    PPP = "ppp", _("Public-private partnership or concession")
    LAND_TRANSFER = "land_transfer", _("Land transfer")
    LAND_LEASE = "land_lease", _("Land lease")
    FACTORY_LEASE = "factory_lease", _("Factory lease")
    LICENCE = "licence", _("Technology licence")
    OTHER = "other", _("Other form of cooperation")


class Tenure(TextChoices):
    TRANSFER = "transfer", _("Land-use right, transfer")
    LEASE = "lease", _("Lease")
    LEASE_THEN_TRANSFER = "lease_then_transfer", _("Lease first, transfer later")
    FLEXIBLE = "flexible", _("Flexible term")


class Precision(TextChoices):
    EXACT = "exact", _("exact point")
    ZONE = "zone", _("somewhere in the zone")
    CITY = "city", _("somewhere in the city")


class DatePrecision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class AmountMissing(TextChoices):
    """Why a listing shows no amount: unknown is a fact, and it has a reason."""

    DEPENDS = "depends", _("It depends on the investor's project")
    NOT_STATED = "not_stated", _("The source states none")
    AFTER_VERIFICATION = "after_verification", _("Told after verification")


class Outcome(TextChoices):
    LANDED = "landed", _("An investor was found")
    WITHDRAWN = "withdrawn", _("Withdrawn by the publishing body")
    NO_INTEREST = "no_interest", _("No suitable investor in time")
    REPLACED = "replaced", _("Replaced by another listing")
    FAILED_CHECK = "failed_check", _("Facts could not be confirmed")


class EvidenceKind(TextChoices):
    RIGHT_TO_OFFER = "right_to_offer", _("Right to offer")
    LAND_CERTIFICATE = "land_certificate", _("Land certificate")
    PLANNING = "planning", _("Planning conditions")
    UTILITIES = "utilities", _("Letters of the utilities")
    STUDY = "study", _("Feasibility study")
    FILING = "filing", _("Approval or filing number")
    ENVIRONMENT = "environment", _("Environmental assessment")
    ENERGY = "energy", _("Energy review")
    GEOLOGY = "geology", _("Ground survey")
    ACCOUNTS = "accounts", _("Audited accounts")
    RESOLUTION = "resolution", _("Board resolution")
    PHOTO = "photo", _("Dated photograph")


class EvidenceState(TextChoices):
    CLEARED = "cleared", _("Checked")
    ISSUES = "issues", _("Checked, with open points")
    NOT_YET = "not_yet", _("Not yet checked")
    NOT_REQUIRED = "not_required", _("Not required")


class Tier(IntegerChoices):
    PUBLIC = 0, _("Public")
    SIGNED_IN = 1, _("After sign-in")
    VERIFIED = 2, _("After verification")
    NDA = 3, _("After a non-disclosure agreement")


class RecordKind(TextChoices):
    LANDED = "landed", _("Landed")
    SIGNED = "signed", _("Signed")
    ALLOCATED = "allocated", _("Allocated")
    APPROVED = "approved", _("Approved")
    PIPELINE = "pipeline", _("Planned")


class ReviewKind(TextChoices):
    FIRST = "first", _("New listing")
    CHANGES = "changes", _("Changes of a public listing")
    CONFIRMATION = "confirmation", _("Confirmation of an offer found elsewhere")


class ReviewState(TextChoices):
    WRITING = "writing", _("being written")
    ASKED = "asked", _("waiting for review")
    RETURNED = "returned", _("returned")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Digest(TextChoices):
    OFF = "off", _("No mail")
    INSTANT = "instant", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
