from django.contrib import admin

from investguangdong.events.models import Event
from investguangdong.places.admin import ReferenceAdmin


@admin.register(Event)
class EventAdmin(ReferenceAdmin):
    list_display = ["name", "series", "city", "starts_on", "ends_on", "date_rule"]
    list_filter = ["series", "city"]
    list_select_related = ["city"]
    search_fields = ["name_en", "name_zh_hans", "series"]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["city"]
