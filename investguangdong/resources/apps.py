from django.apps import AppConfig

from investguangdong.core.registry import reference_loaders


class ResourcesConfig(AppConfig):
    name = "investguangdong.resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.resources import loaders  # noqa: PLC0415

        reference_loaders.register("facilities", loaders.load_facilities, order=42)
