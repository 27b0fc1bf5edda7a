"""The front door. Grouped by the module that answers; each module is one noun."""

from django.urls import path

from investguangdong.pages import (
    about,
    case_studies,
    cities,
    compare_cities,
    costs,
    desk_urls,
    feedback,
    home,
    how_we_match,
    map,
    places,
    policies,
    policy_check,
    search,
    sectors,
    track_record,
)

app_name = "pages"

front_pages = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("appearance/", home.appearance, name="appearance"),
    path("matching/", how_we_match.how_we_match, name="matching"),
]

place_pages = [
    path("cities/", cities.city_list, name="city_list"),
    path("cities/compare/", compare_cities.city_compare, name="city_compare"),
    path("cities/compare.csv", compare_cities.city_compare_csv, name="city_compare_csv"),
    path("cities/<slug:slug>/", cities.city, name="city"),
    path("cities/<slug:slug>.csv", cities.city_csv, name="city_csv"),
    path("zones/", places.zone_list, name="zone_list"),
    path("zones/<slug:slug>/", places.zone, name="zone"),
    path("clusters/", places.cluster_list, name="cluster_list"),
    path("clusters/<slug:slug>/", places.cluster, name="cluster"),
    path("ports/", places.port_list, name="port_list"),
    path("ports/<slug:slug>/", places.port, name="port"),
    path("costs/", costs.cost_table, name="costs"),
    path("costs.csv", costs.cost_csv, name="cost_csv"),
    path("track-record/", track_record.track_record, name="track_record"),
    path("track-record.csv", track_record.track_record_csv, name="track_record_csv"),
    path("policies/", policies.policy_list, name="policy_list"),
    path("policies/check/", policy_check.policy_check, name="policy_check"),
    path("policies/check.csv", policy_check.policy_check_csv, name="policy_check_csv"),
    path("policies/<slug:slug>/", policies.policy, name="policy"),
    path("setting-up/", places.setting_up, name="setting_up"),
    path("map/", map.province_map, name="map"),
]

sector_pages = [
    path("sectors/", sectors.sector_list, name="sector_list"),
    path("sectors/<slug:slug>/", sectors.sector, name="sector"),
    path("track-record/<slug:slug>/", case_studies.case_study, name="case_study"),
]

about_pages = [
    path("about/", about.article, {"slug": "about"}, name="about"),
    path("about/sources/", about.article, {"slug": "sources"}, name="data_sources"),
    path("about/accessibility/", about.article, {"slug": "accessibility"}, name="accessibility"),
    path("about/privacy/", about.article, {"slug": "privacy"}, name="privacy"),
    path("about/security/", about.article, {"slug": "security"}, name="security"),
    path("about/<slug:slug>/", about.article, name="article"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/thanks/", feedback.feedback_thanks, name="feedback_thanks"),
]

urlpatterns = [*front_pages, *place_pages, *sector_pages, *about_pages, *desk_urls.urlpatterns]
