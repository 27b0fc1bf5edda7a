from django.urls import path

from investguangdong.projects.views import detail, finding, shortlist

app_name = "projects"

urlpatterns = [
    path("projects/", finding.project_list, name="list"),
    path("projects.csv", finding.project_csv, name="csv"),
    path("projects.json", finding.project_json, name="json"),
    path("projects.atom", finding.project_atom, name="atom"),
    path("projects/<str:code>/", detail.project_detail, name="detail"),
    path("projects/<str:code>/history/", detail.project_history, name="history"),
    path("projects/<str:code>/save/", shortlist.project_save, name="save"),
    path("compare/", shortlist.compare, name="compare"),
    path("shortlist/", shortlist.shortlist_page, name="shortlist"),
    path("searches/save/", finding.search_save, name="search_save"),
]
