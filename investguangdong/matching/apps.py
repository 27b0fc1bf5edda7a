from django.apps import AppConfig

from investguangdong.core.registry import (
    message_renderers,
    organisation_panels,
    privacy_declarations,
    project_panels,
    sample_makers,
)


class MatchingConfig(AppConfig):
    name = "investguangdong.matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.matching import (  # noqa: PLC0415  models are ready only now
            brief_letters,
            brief_sample,
            interests,
            letters,
            organisation_panel,
            panel,
            privacy,
            sample,
        )

        for kind, letter in {**letters.LETTERS, **brief_letters.LETTERS}.items():
            message_renderers.register(kind, letter)
        sample_makers.register("matches", sample.make, order=80)
        sample_makers.register("briefs", brief_sample.make, order=90)
        project_panels.register("fit", panel.panel)
        organisation_panels.register("matches", organisation_panel.panel, order=1)
        project_panels.register("interests", interests.panel, order=1)
        for order, (name, declare) in enumerate(privacy.DECLARATIONS.items(), start=20):
            privacy_declarations.register(name, declare, order=order)
