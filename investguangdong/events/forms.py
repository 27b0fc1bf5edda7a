from django.utils.translation import gettext_lazy as _

from investguangdong.places.forms import CityFilter, any_of


class EventFilter(CityFilter):
    city = any_of(_("City"), [])
    lookups = {"city": "city__slug"}
