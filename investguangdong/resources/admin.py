from django.contrib import admin

from investguangdong.places.admin import ReferenceAdmin
from investguangdong.resources.models import Facility


@admin.register(Facility)
class FacilityAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "city", "operator", "capacity", "status"]
    list_filter = ["kind", "city"]
    list_select_related = ["city"]
    search_fields = ["name_en", "name_zh_hans", "operator_en"]
    autocomplete_fields = ["city"]
