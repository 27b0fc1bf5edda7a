from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "investguangdong.accounts"
    default_auto_field = "django.db.models.BigAutoField"
