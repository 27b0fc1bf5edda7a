from django.urls import path

from investguangdong.cases import views

app_name = "cases"

urlpatterns = [
    path("ask/", views.ask_general, name="ask_general"),
    path("projects/<slug:code>/ask/", views.ask_about, name="ask"),
    path("cases/confirm/<str:token>/", views.confirm, name="confirm"),
    path("cases/<slug:number>/", views.case_page, name="case"),
    path("cases/<slug:number>/received/", views.received, name="received"),
    path("cases/<slug:number>/open/<str:token>/", views.open_link, name="open"),
]
