from django.urls import path

from investguangdong.notifications import dev_views as views

urlpatterns = [
    path("", views.mail_list, name="dev_mail"),
    path("<slug:name>/", views.mail_detail, name="dev_mail_detail"),
    path("<slug:name>/html/", views.mail_html, name="dev_mail_html"),
]
