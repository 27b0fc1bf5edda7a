from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from investguangdong.core.registry import (
    message_renderers,
    message_stops,
    privacy_declarations,
    reference_loaders,
    sample_makers,
)


class ProjectsConfig(AppConfig):
    name = "investguangdong.projects"
    verbose_name = _("Projects")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.projects import letters, privacy, review_letters, sample  # noqa: PLC0415
        from investguangdong.projects.loader import load  # noqa: PLC0415

        reference_loaders.register("projects", load, order=60)
        sample_makers.register("projects", sample.make, order=40)
        message_renderers.register("listing_published", review_letters.published)
        message_renderers.register("listing_returned", review_letters.returned)
        message_renderers.register("listing_freshness", letters.freshness)
        message_renderers.register("listing_changed", letters.changed)
        message_renderers.register("search_alert", letters.alert)
        message_stops.register("search_alert", letters.alert_stop)
        privacy_declarations.register("saved_projects", privacy.saved_projects, order=40)
        privacy_declarations.register("follows", privacy.follows, order=41)
        privacy_declarations.register("saved_searches", privacy.saved_searches, order=42)
        privacy_declarations.register("rooms", privacy.rooms, order=43)
