from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from investguangdong.core.registry import message_renderers, sample_makers


class InvestorsConfig(AppConfig):
    name = "investguangdong.investors"
    verbose_name = _("Investors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.investors import letters, sample  # noqa: PLC0415  models are ready only now

        message_renderers.register("organisation_verified", letters.checked)
        sample_makers.register("investors", sample.make, order=20)
