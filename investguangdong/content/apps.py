from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from investguangdong.core.registry import (
    message_renderers,
    privacy_declarations,
    reference_loaders,
    sample_makers,
)


class ContentConfig(AppConfig):
    name = "investguangdong.content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.content import (  # noqa: PLC0415  models are ready only now
            letters,
            loaders,
            privacy,
            sample,
        )

        reference_loaders.register("pages of text", loaders.load_pages, order=70)
        reference_loaders.register("sector pages", loaders.load_sectors, order=71)
        reference_loaders.register("case studies", loaders.load_case_studies, order=72)
        reference_loaders.register("updates", loaders.load_updates, order=73)
        reference_loaders.register("questions and answers", loaders.load_questions, order=74)
        message_renderers.register("newsletter_confirm", letters.confirm)
        message_renderers.register("newsletter", letters.newsletter)
        message_renderers.register("newsletter_test", letters.newsletter_test)
        message_renderers.register("feedback_answered", letters.feedback_answered)
        privacy_declarations.register("newsletter", privacy.newsletter, order=55)
        privacy_declarations.register("feedback", privacy.feedback, order=56)
        sample_makers.register("contacts", sample.make, order=15)
