from django.apps import AppConfig

from investguangdong.core.registry import privacy_declarations


class AuditConfig(AppConfig):
    name = "investguangdong.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.audit import privacy  # noqa: PLC0415  models are ready only now

        privacy_declarations.register("acts", privacy.acts, order=95)
        privacy_declarations.register("looks", privacy.looks, order=96)
