from modeltranslation.translator import TranslationOptions, register

from investguangdong.projects.models import Answer, Project, TrackRecord

# In the order of the form: the library keeps them as a set.
TEXTS = (
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


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = TEXTS


@register(TrackRecord)
class TrackRecordTranslation(TranslationOptions):
    fields = ("title", "summary", "amount_text", "stage_text")


@register(Answer)
class AnswerTranslation(TranslationOptions):
    fields = ("question", "answer")
