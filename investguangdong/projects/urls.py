from django.urls import path

from investguangdong.projects.views import compare, data, detail, finding, following, ledger, shortlist

app_name = "projects"

urlpatterns = [
    path("projects/", finding.project_list, name="list"),
    path("projects.csv", data.project_csv, name="csv"),
    path("projects.json", data.project_json, name="json"),
    path("projects.atom", data.project_atom, name="atom"),
    path("data/", data.data_page, name="data"),
    path("statistics/outcomes/", ledger.outcomes, name="outcomes"),
    path("statistics/outcomes.csv", ledger.outcomes_csv, name="outcomes_csv"),
    path("projects/<str:code>/", detail.project_detail, name="detail"),
    path("projects/<str:code>/history/", detail.project_history, name="history"),
    path("projects/<str:code>/share/", detail.project_share, name="share"),
    path("projects/<str:code>/documents/<uuid:key>/", detail.document, name="document"),
    path("projects/<str:code>/save/", shortlist.project_save, name="save"),
    path("projects/<str:code>/follow/", following.project_follow, name="follow"),
    path("projects/<str:code>/note/", shortlist.project_note, name="note"),
    path("compare/", compare.compare, name="compare"),
    path("compare.csv", compare.compare_csv, name="compare_csv"),
    path("shortlist/", shortlist.shortlist_page, name="shortlist"),
    path("shortlist.csv", shortlist.shortlist_csv, name="shortlist_csv"),
    path("shortlist/shared/<str:token>/", shortlist.shared_list, name="shared"),
    path("searches/save/", following.search_save, name="search_save"),
    path("searches/<uuid:key>/", following.search_change, name="search_change"),
]
