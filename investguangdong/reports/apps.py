from django.apps import AppConfig

from investguangdong.core.registry import message_renderers


class ReportsConfig(AppConfig):
    name = "investguangdong.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.reports import letters  # noqa: PLC0415

        message_renderers.register("report_ready", letters.ready)
