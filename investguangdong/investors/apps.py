from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from investguangdong.core.registry import message_renderers, privacy_declarations, sample_makers


class InvestorsConfig(AppConfig):
    name = "investguangdong.investors"
    verbose_name = _("Investors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.investors import (  # noqa: PLC0415  models are ready only now
            letters,
            mandate_letters,
            privacy,
            sample,
        )

        message_renderers.register("organisation_verified", letters.checked)
        message_renderers.register("organisation_check_lapses", letters.lapsing)
        message_renderers.register("organisation_invitation", letters.invitation)
        message_renderers.register("organisation_join_asked", letters.join_asked)
        message_renderers.register("organisation_join_answered", letters.join_answered)
        message_renderers.register("organisation_role", letters.role_changed)
        message_renderers.register("organisation_left", letters.left)
        message_renderers.register("mandate_confirm", mandate_letters.still_right)
        message_renderers.register("mandate_paused", mandate_letters.paused)
        sample_makers.register("investors", sample.make, order=20)
        privacy_declarations.register("mandates", privacy.mandates, order=50)
        privacy_declarations.register("grants", privacy.grants, order=51)
        privacy_declarations.register("invitations", privacy.invitations, order=51)
        privacy_declarations.register("organisations", privacy.organisations, order=52)
        privacy_declarations.register("memberships", privacy.memberships, order=53)
        privacy_declarations.register("consents", privacy.consents, order=54)
