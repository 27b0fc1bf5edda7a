from investguangdong.projects.models.choices import (
    AmountMissing,
    DatePrecision,
    Digest,
    EvidenceKind,
    EvidenceState,
    Kind,
    Mode,
    Outcome,
    Precision,
    RecordKind,
    Stage,
    Status,
    Tenure,
    Tier,
)
from investguangdong.projects.models.evidence import Document, Evidence
from investguangdong.projects.models.following import SavedProject, SavedSearch
from investguangdong.projects.models.history import ProjectChange
from investguangdong.projects.models.project import LISTED, Project, next_code
from investguangdong.projects.models.record import TrackRecord

__all__ = [
    "LISTED",
    "AmountMissing",
    "DatePrecision",
    "Digest",
    "Document",
    "Evidence",
    "EvidenceKind",
    "EvidenceState",
    "Kind",
    "Mode",
    "Outcome",
    "Precision",
    "Project",
    "ProjectChange",
    "RecordKind",
    "SavedProject",
    "SavedSearch",
    "Stage",
    "Status",
    "Tenure",
    "Tier",
    "TrackRecord",
    "next_code",
]
