"""Updates, answers, contacts and the newsletter. What shows projects beside its text is in `pages`."""

from django.urls import path

from investguangdong.content.views import newsletter, reading

app_name = "content"

urlpatterns = [
    path("updates/", reading.update_list, name="update_list"),
    path("updates.atom", reading.updates_atom, name="updates_atom"),
    path("updates/<slug:slug>/", reading.update, name="update"),
    path("faq/", reading.faq, name="faq"),
    path("faq/<slug:slug>/", reading.question, name="question"),
    path("contacts/", reading.contacts, name="contacts"),
    path("newsletter/", newsletter.newsletter, name="newsletter"),
    path("newsletter/asked/", newsletter.newsletter_asked, name="newsletter_asked"),
    path("newsletter/confirm/<str:token>/", newsletter.newsletter_confirm, name="newsletter_confirm"),
]
