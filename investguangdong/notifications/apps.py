from django.apps import AppConfig

from investguangdong.core.registry import message_renderers, privacy_declarations


class NotificationsConfig(AppConfig):
    name = "investguangdong.notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.notifications import privacy  # noqa: PLC0415  models are ready only now

        message_renderers.register("generic", generic)
        privacy_declarations.register("messages", privacy.messages, order=80)
        privacy_declarations.register("message_preferences", privacy.preferences, order=81)


def generic(message) -> dict:
    """A notice whose words are ready: title, paragraphs, url and button."""
    return message.context
