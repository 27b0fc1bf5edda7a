from django.urls import path

from investguangdong.reports import views

app_name = "reports"

urlpatterns = [
    path("projects/<str:code>/brochure.pdf", views.brochure, name="brochure"),
    path("projects/<str:code>/picture.png", views.project_picture, name="project_picture"),
    path("reports/<str:code>/", views.run, name="run"),
    path("reports/<str:code>/file/", views.download, name="download"),
]
