from django.apps import AppConfig

from investguangdong.core.registry import message_renderers, privacy_declarations


class ReportsConfig(AppConfig):
    name = "investguangdong.reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.reports import letters, privacy  # noqa: PLC0415

        message_renderers.register("report_ready", letters.ready)
        privacy_declarations.register("reports", privacy.report_runs, order=10)
