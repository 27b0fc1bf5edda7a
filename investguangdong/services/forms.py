from django.utils.translation import gettext_lazy as _

from investguangdong.places.forms import ListFilter, any_of
from investguangdong.services.models import Service


class ServiceFilter(ListFilter):
    field = any_of(_("Field"), Service.Field.choices)
    booking = any_of(_("Appointment"), [("yes", _("by appointment")), ("no", _("without"))])

    def apply(self, queryset):
        chosen = self.chosen()
        if booking := chosen.pop("booking", ""):
            queryset = queryset.filter(is_bookable=booking == "yes")
        return queryset.filter(**chosen)
