"""What organisations look for, as officers may see it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from investguangdong.accounts.backoffice import ReadingAdmin
from investguangdong.core import money
from investguangdong.core.languages import current
from investguangdong.investors.models import Mandate


@admin.register(Mandate)
class MandateAdmin(ReadingAdmin):
    list_display = ["code", "name", "organisation", "state", "amount", "last_confirmed_on"]
    list_filter = ["state", "intent"]
    list_select_related = ["organisation"]
    search_fields = ["code", "name", "organisation__name"]
    ordering = ["-changed_at", "-pk"]
    readonly_fields = ["code"]

    @admin.display(description=gettext_lazy("amount"), ordering="ticket_min")
    def amount(self, row):
        return money.compact_range(row.ticket_min, row.ticket_max, row.currency, current()) or "–"
