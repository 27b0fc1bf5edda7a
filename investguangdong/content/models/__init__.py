from investguangdong.content.models.articles import NAMED, Edition, Page
from investguangdong.content.models.base import Editorial, EditorialQuerySet, Reviewed, State, edits
from investguangdong.content.models.contacts import Contact, Market
from investguangdong.content.models.feedback import PageFeedback
from investguangdong.content.models.news import CURRENT_FOR, Question, Update
from investguangdong.content.models.newsletter import (
    CONFIRM_WITHIN,
    NewsletterIssue,
    Subscriber,
    SubscriptionRequest,
)
from investguangdong.content.models.sectors import ChainSegment, SectorProfile
from investguangdong.content.models.stories import CaseStudy, Milestone

__all__ = [
    "CONFIRM_WITHIN",
    "CURRENT_FOR",
    "NAMED",
    "CaseStudy",
    "ChainSegment",
    "Contact",
    "Edition",
    "Editorial",
    "EditorialQuerySet",
    "Market",
    "Milestone",
    "NewsletterIssue",
    "Page",
    "PageFeedback",
    "Question",
    "Reviewed",
    "SectorProfile",
    "State",
    "Subscriber",
    "SubscriptionRequest",
    "Update",
    "edits",
]
