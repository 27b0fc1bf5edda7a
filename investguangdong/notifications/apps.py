from django.apps import AppConfig

from investguangdong.core.registry import message_renderers


class NotificationsConfig(AppConfig):
    name = "investguangdong.notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        message_renderers.register("generic", generic)


def generic(message) -> dict:
    """A notice whose words are ready: title, paragraphs, url and button."""
    return message.context
