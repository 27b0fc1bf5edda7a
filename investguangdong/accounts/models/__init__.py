from investguangdong.accounts.models.people import (
    OfficerProfile,
    OfficerScope,
    User,
    UserManager,
    validate_time_zone,
)
from investguangdong.accounts.models.requests import Correction, DataCopy, Erasure

__all__ = [
    "Correction",
    "DataCopy",
    "Erasure",
    "OfficerProfile",
    "OfficerScope",
    "User",
    "UserManager",
    "validate_time_zone",
]
