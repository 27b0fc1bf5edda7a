from investguangdong.places.models.base import Confidence, Reference, ReferenceQuerySet
from investguangdong.places.models.cities import City, Hall, Port, Zone
from investguangdong.places.models.facts import CalendarDay, ExchangeRate, Figure
from investguangdong.places.models.policies import Policy, PolicyRule, Procedure
from investguangdong.places.models.sectors import Cluster, Division, Sector

__all__ = [
    "CalendarDay",
    "City",
    "Cluster",
    "Confidence",
    "Division",
    "ExchangeRate",
    "Figure",
    "Hall",
    "Policy",
    "PolicyRule",
    "Port",
    "Procedure",
    "Reference",
    "ReferenceQuerySet",
    "Sector",
    "Zone",
]
