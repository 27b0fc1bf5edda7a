from django.apps import AppConfig

from investguangdong.core.registry import reference_loaders


class EventsConfig(AppConfig):
    name = "investguangdong.events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.events import loaders  # noqa: PLC0415

        reference_loaders.register("events", loaders.load_events, order=41)
