from django.apps import AppConfig

from investguangdong.core.registry import message_renderers, project_panels, sample_makers


class MatchingConfig(AppConfig):
    name = "investguangdong.matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.matching import brief_letters, letters, panel, sample  # noqa: PLC0415  models are ready only now

        message_renderers.register("match_digest", letters.digest)
        message_renderers.register("match_mutual", letters.mutual)
        message_renderers.register("brief_sent", brief_letters.sent)
        message_renderers.register("brief_due", brief_letters.due)
        message_renderers.register("brief_answered", brief_letters.answered)
        message_renderers.register("brief_chosen", brief_letters.chosen)
        message_renderers.register("brief_not_chosen", brief_letters.not_chosen)
        sample_makers.register("matches", sample.make, order=80)
        project_panels.register("fit", panel.panel)
