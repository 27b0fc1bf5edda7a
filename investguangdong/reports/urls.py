from django.urls import path

from investguangdong.reports import views

app_name = "reports"

urlpatterns = [
    path("projects/<str:code>/brochure.pdf", views.brochure, name="brochure"),
    path("projects/<str:code>/picture.png", views.project_picture, name="project_picture"),
    path("reports/exposure/", views.exposure_by_city, name="exposure_latest"),
    path("reports/exposure/<str:code>/", views.exposure_by_city, name="exposure"),
    path("reports/<str:code>/", views.run, name="run"),
    path("reports/<str:code>/file/", views.download, name="download"),
]
