from investguangdong.investors.models.mandate import Mandate, MandateSector
from investguangdong.investors.models.organisation import Consent, Grant, Membership, Organisation

__all__ = ["Consent", "Grant", "Mandate", "MandateSector", "Membership", "Organisation"]
