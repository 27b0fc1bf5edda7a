from django.apps import AppConfig

from investguangdong.core.registry import reference_loaders


class PlacesConfig(AppConfig):
    name = "investguangdong.places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from investguangdong.places import loaders  # noqa: PLC0415

        reference_loaders.register("cities", loaders.load_cities, order=10)
        reference_loaders.register("clusters", loaders.load_clusters, order=20)
        reference_loaders.register("sectors", loaders.load_sectors, order=21)
        reference_loaders.register("zones", loaders.load_zones, order=22)
        reference_loaders.register("ports", loaders.load_ports, order=23)
        reference_loaders.register("policies", loaders.load_policies, order=24)
        reference_loaders.register("policy_rules", loaders.load_policy_rules, order=25)
        reference_loaders.register("procedures", loaders.load_procedures, order=25)
        reference_loaders.register("figures", loaders.load_figures, order=26)
