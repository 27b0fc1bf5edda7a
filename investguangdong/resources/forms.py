from django.utils.translation import gettext_lazy as _

from investguangdong.places.forms import CityFilter, any_of
from investguangdong.resources.models import Facility


class FacilityFilter(CityFilter):
    kind = any_of(_("Kind"), Facility.Kind.choices)
    city = any_of(_("City"), [])
    lookups = {"city": "city__slug"}
