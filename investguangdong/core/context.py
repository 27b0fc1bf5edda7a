"""What every template may use about the site itself."""

from django.conf import settings


def site(request) -> dict:
    return {"demo": settings.DEMO, "site_url": settings.SITE_URL}
