"""The closed lists of a case. The values are public (addresses, reports): add, never rename."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """In order; what each requires stands in `cases/stages.py`."""

    LEAD = "lead", _("Enquiry")
    QUALIFIED = "qualified", _("Qualified")
    NEGOTIATING = "negotiating", _("In talks")
    PROPOSAL = "proposal", _("Proposal")
    VISIT = "visit", _("Visit")
    MEMORANDUM = "memorandum", _("Memorandum")
    SIGNED = "signed", _("Signed")
    REGISTERED = "registered", _("Company registered")
    LAND = "land", _("Land or premises")
    CONSTRUCTION = "construction", _("Construction")
    PRODUCTION = "production", _("Production")
    VERIFIED = "verified", _("Verified at capacity")
    AFTERCARE = "aftercare", _("Aftercare")


class State(TextChoices):
    """Beside the stage: how the case fares. Every state but the first needs a reason."""

    ONGOING = "ongoing", _("Ongoing")
    DELAYED = "delayed", _("Delayed")
    DORMANT = "dormant", _("Dormant")
    LOST = "lost", _("Lost to another place")
    ABANDONED = "abandoned", _("Given up")


CLOSED = (State.LOST, State.ABANDONED)


class Channel(TextChoices):
    WEB = "web", _("Website")
    MATCH = "match", _("Introduction")
    MAIL = "mail", _("E-mail")
    PHONE = "phone", _("Telephone")
    EVENT = "event", _("Event")
    VISIT = "visit", _("Visit to the office")


class AssignedBecause(TextChoices):
    """The rule by which the owner was found."""

    LEADS_PROJECT = "leads_project", _("leads this project")
    KNOWS_CASE = "knows_case", _("has dealt with the matter before")
    CITY_DESK = "city_desk", _("works at the desk of the city")
    PROVINCE_DESK = "province_desk", _("works at the provincial desk")
    BY_HAND = "by_hand", _("assigned by an officer")


class QuestionState(TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    COMING = "coming", _("Answer is coming")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")

    @classmethod
    def settled(cls) -> tuple:
        """What needs no further answer."""
        return (cls.ANSWERED, cls.NOT_APPLICABLE)


class EntryKind(TextChoices):
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    NOTE = "note", _("Internal note")
    STAGE = "stage", _("Stage")
    ASSIGNED = "assigned", _("Officer")
    STATE = "state", _("State")
