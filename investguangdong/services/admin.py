from django.contrib import admin

from investguangdong.places.admin import ReferenceAdmin
from investguangdong.services.models import Service


@admin.register(Service)
class ServiceAdmin(ReferenceAdmin):
    list_display = ["code", "name", "field", "for_whom", "is_bookable", "as_of"]
    list_display_links = ["name"]
    list_filter = ["field", "is_bookable"]
    search_fields = ["code", "name_en", "name_zh_hans"]
