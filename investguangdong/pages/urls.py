"""The front door. Grouped by the module that answers; each module is one noun."""

from django.urls import path

from investguangdong.pages import about, compare_cities, desk_urls, home, places, search

app_name = "pages"

front_pages = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("appearance/", home.appearance, name="appearance"),
]

place_pages = [
    path("cities/", places.city_list, name="city_list"),
    path("cities/compare/", compare_cities.city_compare, name="city_compare"),
    path("cities/compare.csv", compare_cities.city_compare_csv, name="city_compare_csv"),
    path("cities/<slug:slug>/", places.city, name="city"),
    path("zones/", places.zone_list, name="zone_list"),
    path("zones/<slug:slug>/", places.zone, name="zone"),
    path("clusters/", places.cluster_list, name="cluster_list"),
    path("clusters/<slug:slug>/", places.cluster, name="cluster"),
    path("policies/", places.policy_list, name="policy_list"),
    path("policies/<slug:slug>/", places.policy, name="policy"),
    path("setting-up/", places.setting_up, name="setting_up"),
    path("map/", places.province_map, name="map"),
]

about_pages = [
    path("about/", about.about, name="about"),
    path("about/sources/", about.data_sources, name="data_sources"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/security/", about.security, name="security"),
]

urlpatterns = [*front_pages, *place_pages, *about_pages, *desk_urls.urlpatterns]
