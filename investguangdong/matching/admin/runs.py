"""The nightly run: how far it is, and those before it."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.matching.admin.read_only import ReadOnly
from investguangdong.matching.models import Run


@admin.register(Run)
class RunAdmin(ReadOnly):
    list_display = ["started_at", "state", "progress", "pairs", "written", "model_version", "finished_at"]
    list_filter = ["state"]
    fields = [
        *("state", "progress", "started_at", "finished_at", "mandates", "projects", "pairs", "written"),
        *("model_version", "problem"),
    ]
    readonly_fields = ["progress"]

    def get_queryset(self, request):
        return Run.objects.visible_to(request.user).with_progress().defer("crowd")

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("done"))
    def progress(self, run):
        told = _("%(done)s of %(all)s steps") % {"done": run.steps_done, "all": run.steps}
        bar = '<progress max="100" value="{}" aria-label="{}">{} %</progress> <span class="quiet">{}</span>'
        return format_html(bar, run.done_percent, told, run.done_percent, told)
