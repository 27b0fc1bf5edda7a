from django.apps import AppConfig

from investguangdong.core.registry import privacy_declarations


class CoreConfig(AppConfig):
    name = "investguangdong.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.core import traces  # noqa: PLC0415  models are ready only now

        privacy_declarations.register("sent_forms", traces.sent_forms, order=85)
