"""What crawlers may find: every public page in its four languages, each naming the others."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from investguangdong.content.models import CaseStudy, Page, Question, Update
from investguangdong.events.models import Event
from investguangdong.places.models import City, Cluster, Policy, Sector, Zone
from investguangdong.resources.models import Facility
from investguangdong.services.models import Service

NOBODY = AnonymousUser()
FIXED = (
    "pages:home",
    "projects:list",
    "projects:data",
    "projects:outcomes",
    "insights:statistics",
    "pages:sector_list",
    "pages:city_list",
    "pages:zone_list",
    "pages:cluster_list",
    "pages:policy_list",
    "pages:policy_check",
    "pages:setting_up",
    "pages:map",
    "pages:city_compare",
    "pages:port_list",
    "pages:costs",
    "pages:track_record",
    "services:list",
    "events:list",
    "resources:list",
    "content:update_list",
    "content:faq",
    "content:contacts",
    "content:newsletter",
)


class InFourLanguages(Sitemap):
    i18n = True
    alternates = True
    x_default = True
    limit = 5000


class Fixed(InFourLanguages):
    """Pages that are always there."""

    def items(self):
        return FIXED

    def location(self, item):
        return reverse(item)


class Reference(InFourLanguages):
    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.visible_to(NOBODY).order_by("pk")


SITEMAPS = {
    "pages": Fixed(),
    **{model._meta.model_name: Reference(model) for model in (City, Zone, Cluster, Policy, Sector)},
    **{model._meta.model_name: Reference(model) for model in (Service, Event, Facility)},
    **{model._meta.model_name: Reference(model) for model in (Page, Update, Question, CaseStudy)},
}
