"""A listing in the words of schema.org, for search engines: data in the page, nothing that runs."""

from django.conf import settings
from django.utils.translation import gettext as _

from investguangdong.core.languages import HTML_LANG, Text, best, current
from investguangdong.projects.models import Project


def offer(project: Project, picture: str) -> dict:
    address = f"{settings.SITE_URL}{project.get_absolute_url()}"
    low, high = project.amount_range
    found = {
        "@context": "https://schema.org",
        "@type": "Offer",
        "@id": address,
        "url": address,
        "sku": project.code,
        "inLanguage": HTML_LANG[current()],
        "name": best(project, "title").text,
        "description": best(project, "summary").text,
        "image": picture,
        "category": best(project.primary_sector, "name").text if project.primary_sector else None,
        "availability": "https://schema.org/InStock" if project.is_listed else "https://schema.org/SoldOut",
        "availabilityEnds": project.closes_on and project.closes_on.isoformat(),
        "validThrough": project.expires_on and project.expires_on.isoformat(),
        "areaServed": place(project),
        "offeredBy": {"@type": "GovernmentOrganization", "name": project.body} if project.body else None,
        "priceSpecification": amount(low, high, project.currency),
    }
    return {name: value for name, value in found.items() if value}


def place(project: Project) -> dict:
    name = best(project.city, "name") if project.city_id else Text("Guangdong", "en", False)
    found = {"@type": "City" if project.city_id else "AdministrativeArea", "name": name.text}
    if project.lat is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": str(project.lat),
            "longitude": str(project.lon),
        }
    return found


def amount(low, high, currency: str) -> dict | None:
    if low is None and high is None:
        return None
    ends = {"minPrice": low and str(low), "maxPrice": high and str(high)}
    return {
        "@type": "PriceSpecification",
        "name": _("Investment sought"),
        "priceCurrency": currency,
        **{name: value for name, value in ends.items() if value},
    }
