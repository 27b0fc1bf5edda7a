from django.urls import path

from investguangdong.notifications import views

app_name = "notifications"

urlpatterns = [
    path("desk/messages/", views.preferences, name="preferences"),
    path("mail/stop/<str:token>/", views.stop, name="stop"),
]
