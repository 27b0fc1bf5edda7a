from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "investguangdong.services"
    default_auto_field = "django.db.models.BigAutoField"
