from django.apps import AppConfig

from investguangdong.core.registry import reference_loaders


class ServicesConfig(AppConfig):
    name = "investguangdong.services"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.services import loaders  # noqa: PLC0415

        reference_loaders.register("services", loaders.load_services, order=40)
