from django.apps import AppConfig

from investguangdong.core.registry import message_renderers, project_panels, sample_makers


class MatchingConfig(AppConfig):
    name = "investguangdong.matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.matching import letters, panel, sample  # noqa: PLC0415  models are ready only now

        message_renderers.register("match_digest", letters.digest)
        message_renderers.register("match_mutual", letters.mutual)
        sample_makers.register("matches", sample.make, order=80)
        project_panels.register("fit", panel.panel)
