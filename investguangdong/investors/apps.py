from django.apps import AppConfig


class InvestorsConfig(AppConfig):
    name = "investguangdong.investors"
    default_auto_field = "django.db.models.BigAutoField"
