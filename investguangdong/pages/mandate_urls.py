"""Addresses of the mandates on the investor's desk."""

from django.urls import path

from investguangdong.pages import asking, mandates, wizard

urlpatterns = [
    path("mandates/", mandates.mandates, name="mandates"),
    path("mandates.csv", mandates.mandates_csv, name="mandates_csv"),
    path("mandates/start/", mandates.mandate_start, name="mandate_start"),
    path("mandates/still-right/<str:token>/", mandates.mandate_confirm, name="mandate_confirm"),
    path("mandates/<slug:code>/", mandates.mandate, name="mandate"),
    path("mandates/<slug:code>/history/", mandates.mandate_history, name="mandate_history"),
    path("mandates/<slug:code>/answer/<slug:question>/", asking.mandate_answer, name="mandate_answer"),
    path("mandates/<slug:code>/<int:step>/", wizard.mandate_step, name="mandate_step"),
]
