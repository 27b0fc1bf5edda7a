from investguangdong.places.admin.reference import AuditedAdmin, FactAdmin, ReferenceAdmin, SwitchedOff
from investguangdong.places.admin.rules import PolicyRuleAdmin

__all__ = ["AuditedAdmin", "FactAdmin", "PolicyRuleAdmin", "ReferenceAdmin", "SwitchedOff"]
