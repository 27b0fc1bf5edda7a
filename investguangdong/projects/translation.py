from modeltranslation.translator import TranslationOptions, register

from investguangdong.projects.models import Answer, Project, TrackRecord


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = (
        "title",
        "summary",
        "description",
        "offered",
        "asked",
        "risks",
        "publishing_body",
        "source_amount",
        "source_stage",
    )


@register(TrackRecord)
class TrackRecordTranslation(TranslationOptions):
    fields = ("title", "summary", "amount_text", "stage_text")


@register(Answer)
class AnswerTranslation(TranslationOptions):
    fields = ("question", "answer")
