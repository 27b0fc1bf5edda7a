"""Listings in the back office: the list, the form, one page for each step, the review page, imports, records."""

from investguangdong.projects.admin.importing import ImportRunAdmin
from investguangdong.projects.admin.listing import ProjectAdmin
from investguangdong.projects.admin.records import (
    ProjectChangeAdmin,
    PublicationAdmin,
    ReviewAdmin,
    ReviewCommentAdmin,
    TrackRecordAdmin,
)

__all__ = [
    "ImportRunAdmin",
    "ProjectAdmin",
    "ProjectChangeAdmin",
    "PublicationAdmin",
    "ReviewAdmin",
    "ReviewCommentAdmin",
    "TrackRecordAdmin",
]
