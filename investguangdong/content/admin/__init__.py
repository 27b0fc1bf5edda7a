from investguangdong.content.admin.answering import PageFeedbackAdmin
from investguangdong.content.admin.articles import EditionAdmin, PageAdmin
from investguangdong.content.admin.editorial import (
    CaseStudyAdmin,
    ContactAdmin,
    QuestionAdmin,
    SectorProfileAdmin,
    UpdateAdmin,
)
from investguangdong.content.admin.letters import (
    NewsletterIssueAdmin,
    SubscriberAdmin,
    SubscriptionRequestAdmin,
)

__all__ = [
    "CaseStudyAdmin",
    "ContactAdmin",
    "EditionAdmin",
    "NewsletterIssueAdmin",
    "PageAdmin",
    "PageFeedbackAdmin",
    "QuestionAdmin",
    "SectorProfileAdmin",
    "SubscriberAdmin",
    "SubscriptionRequestAdmin",
    "UpdateAdmin",
]
