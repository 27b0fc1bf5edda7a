from investguangdong.investors.models.check import Check
from investguangdong.investors.models.consent import Consent
from investguangdong.investors.models.joining import Invitation, JoinRequest
from investguangdong.investors.models.mandate import Mandate, MandateSector
from investguangdong.investors.models.organisation import Grant, Membership, Organisation

__all__ = [
    "Check",
    "Consent",
    "Grant",
    "Invitation",
    "JoinRequest",
    "Mandate",
    "MandateSector",
    "Membership",
    "Organisation",
]
