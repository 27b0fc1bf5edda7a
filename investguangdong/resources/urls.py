from django.urls import path

from investguangdong.resources import views

app_name = "resources"

urlpatterns = [
    path("resources/", views.facility_list, name="list"),
    path("resources/<slug:slug>/", views.facility, name="detail"),
]
