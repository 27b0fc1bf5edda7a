from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "investguangdong.projects"
    default_auto_field = "django.db.models.BigAutoField"
