from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from investguangdong.core.registry import (
    message_renderers,
    organisation_panels,
    privacy_declarations,
    sample_makers,
)


class CasesConfig(AppConfig):
    name = "investguangdong.cases"
    verbose_name = _("Investors’ cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.cases import letters, panel, privacy, sample  # noqa: PLC0415  models are not there yet

        message_renderers.register("case_confirm", letters.confirm)
        message_renderers.register("case_receipt", letters.receipt)
        message_renderers.register("case_answered", letters.answered)
        message_renderers.register("case_assigned", letters.assigned)
        message_renderers.register("case_followup", letters.followup)
        organisation_panels.register("cases", panel.panel)
        sample_makers.register("cases", sample.make, order=60)
        privacy_declarations.register("cases", privacy.cases, order=30)
