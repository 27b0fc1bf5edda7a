from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from investguangdong.core.registry import reference_loaders, sample_makers


class AccountsConfig(AppConfig):
    name = "investguangdong.accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.accounts import roles, sample  # noqa: PLC0415  models are ready only now

        reference_loaders.register("roles of staff", roles.load, order=90)
        sample_makers.register("officers", sample.make, order=10)
