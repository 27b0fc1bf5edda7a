"""Listings in the back office: the list, the form, one page for each step, the review page, imports, records."""

from investguangdong.projects.admin.hanging import AnswerAdmin
from investguangdong.projects.admin.importing import ImportRunAdmin
from investguangdong.projects.admin.listing import ProjectAdmin
from investguangdong.projects.admin.records import (
    ProjectChangeAdmin,
    PublicationAdmin,
    ReviewAdmin,
    ReviewCommentAdmin,
    TrackRecordAdmin,
)
from investguangdong.projects.admin.telling import (
    FollowAdmin,
    FreshnessNoticeAdmin,
    SavedSearchAdmin,
    SearchHitAdmin,
)

__all__ = [
    "AnswerAdmin",
    "FollowAdmin",
    "FreshnessNoticeAdmin",
    "ImportRunAdmin",
    "ProjectAdmin",
    "ProjectChangeAdmin",
    "PublicationAdmin",
    "ReviewAdmin",
    "ReviewCommentAdmin",
    "SavedSearchAdmin",
    "SearchHitAdmin",
    "TrackRecordAdmin",
]
