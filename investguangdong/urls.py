"""The address map. Public pages carry their language; machines' addresses and the back office do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from investguangdong.accounts import views as accounts

handler400 = "investguangdong.core.errors.bad_request"
handler403 = "investguangdong.core.errors.forbidden"
handler404 = "investguangdong.core.errors.not_found"
handler429 = "investguangdong.core.errors.too_many_requests"  # django-allauth looks for this one
handler500 = "investguangdong.core.errors.server_error"

urlpatterns = [
    path("accounts/profile/", accounts.profile, name="account_profile"),
    path("accounts/", include("allauth.urls")),
    path("admin/login/", accounts.admin_door),
    path("admin/", admin.site.urls),
    path("dev/mail/", include("investguangdong.notifications.dev_urls")),
    path("", include("investguangdong.pages.machine_urls")),
    *i18n_patterns(
        path("", include("investguangdong.insights.urls")),
        path("", include("investguangdong.cases.urls")),
        path("", include("investguangdong.reports.urls")),
        path("", include("investguangdong.matching.urls")),
        path("", include("investguangdong.projects.urls")),
        path("", include("investguangdong.events.urls")),
        path("", include("investguangdong.services.urls")),
        path("", include("investguangdong.resources.urls")),
        path("", include("investguangdong.content.urls")),
        path("", include("investguangdong.investors.urls")),
        path("", include("investguangdong.places.urls")),
        path("", include("investguangdong.notifications.urls")),
        path("", include("investguangdong.pages.urls")),
        prefix_default_language=True,
    ),
]
