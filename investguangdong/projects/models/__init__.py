from investguangdong.projects.models.answer import Answer
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
    ReviewKind,
    ReviewState,
    Stage,
    Status,
    Tenure,
    Tier,
)
from investguangdong.projects.models.entry import KnownWord, SearchEntry
from investguangdong.projects.models.evidence import Document, Evidence, Room
from investguangdong.projects.models.following import Follow, SavedProject, SavedSearch, SearchHit
from investguangdong.projects.models.freshness import FreshnessNotice
from investguangdong.projects.models.history import ProjectChange
from investguangdong.projects.models.importing import ImportRun
from investguangdong.projects.models.project import LISTED, Project, next_code
from investguangdong.projects.models.record import TrackRecord
from investguangdong.projects.models.reviewing import Publication, Review, ReviewComment

__all__ = [
    "Answer",
    "LISTED",
    "AmountMissing",
    "DatePrecision",
    "Digest",
    "Document",
    "Evidence",
    "EvidenceKind",
    "EvidenceState",
    "Follow",
    "FreshnessNotice",
    "ImportRun",
    "Kind",
    "KnownWord",
    "Mode",
    "Outcome",
    "Precision",
    "Project",
    "ProjectChange",
    "Publication",
    "RecordKind",
    "Room",
    "Review",
    "ReviewComment",
    "ReviewKind",
    "ReviewState",
    "SavedProject",
    "SavedSearch",
    "SearchEntry",
    "SearchHit",
    "Stage",
    "Status",
    "Tenure",
    "Tier",
    "TrackRecord",
    "next_code",
]
