from investguangdong.accounts.admin.people import OfficerProfileAdmin, OfficerScopeAdmin, UserAdmin
from investguangdong.accounts.admin.requests import CorrectionAdmin, DataCopyAdmin, ErasureAdmin

__all__ = [
    "CorrectionAdmin",
    "DataCopyAdmin",
    "ErasureAdmin",
    "OfficerProfileAdmin",
    "OfficerScopeAdmin",
    "UserAdmin",
]
