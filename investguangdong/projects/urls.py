from django.urls import path

from investguangdong.projects import views

app_name = "projects"

urlpatterns = [
    path("projects/", views.project_list, name="list"),
    path("projects.csv", views.project_csv, name="csv"),
    path("projects.json", views.project_json, name="json"),
    path("projects.atom", views.project_atom, name="atom"),
    path("projects/<str:code>/", views.project_detail, name="detail"),
    path("projects/<str:code>/history/", views.project_history, name="history"),
    path("projects/<str:code>/save/", views.project_save, name="save"),
    path("compare/", views.compare, name="compare"),
    path("shortlist/", views.shortlist_page, name="shortlist"),
    path("searches/save/", views.search_save, name="search_save"),
]
