from modeltranslation.translator import TranslationOptions, register

from investguangdong.content.models import (
    CaseStudy,
    ChainSegment,
    Edition,
    Milestone,
    NewsletterIssue,
    Question,
    SectorProfile,
    Update,
)


@register([Edition, NewsletterIssue])
class LetterTranslation(TranslationOptions):
    fields = ("title", "lead", "body")


@register(SectorProfile)
class SectorProfileTranslation(TranslationOptions):
    fields = ("summary",)


@register(ChainSegment)
class ChainSegmentTranslation(TranslationOptions):
    fields = ("name", "here", "missing")


@register(CaseStudy)
class CaseStudyTranslation(TranslationOptions):
    fields = ("title", "what", "hard", "quote")


@register(Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ("what",)


@register(Update)
class UpdateTranslation(TranslationOptions):
    fields = ("title", "body")


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("title", "answer")
