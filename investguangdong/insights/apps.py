from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from investguangdong.core.registry import message_renderers


class InsightsConfig(AppConfig):
    name = "investguangdong.insights"
    verbose_name = _("Insights")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.insights import letters  # noqa: PLC0415  models are ready only now

        message_renderers.register("policies_lapsing", letters.policies_lapsing)
