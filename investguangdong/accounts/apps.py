from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from investguangdong.core.registry import (
    message_renderers,
    privacy_declarations,
    reference_loaders,
    sample_makers,
)


class AccountsConfig(AppConfig):
    name = "investguangdong.accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.accounts import (  # noqa: PLC0415  models are ready only now
            letters,
            privacy,
            roles,
            sample,
        )

        reference_loaders.register("roles of staff", roles.load, order=90)
        sample_makers.register("officers", sample.make, order=10)
        message_renderers.register("erasure_asked", letters.erasure_asked)
        message_renderers.register("erasure_stopped", letters.erasure_stopped)
        message_renderers.register("erasure_done", letters.erasure_done)
        message_renderers.register("correction_asked", letters.correction_asked)
        message_renderers.register("correction_answered", letters.correction_answered)
        message_renderers.register("data_copy_ready", letters.data_copy_ready)
        privacy_declarations.register("requests", privacy.requests, order=90)
        privacy_declarations.register("sign_in", privacy.sign_in, order=91)
        privacy_declarations.register("account", privacy.account, order=99)
