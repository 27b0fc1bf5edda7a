from django.urls import path

from investguangdong.insights import views

app_name = "insights"

urlpatterns = [path("statistics/", views.statistics, name="statistics")]
