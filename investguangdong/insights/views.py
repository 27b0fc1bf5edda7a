from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.insights.service_clock import promised_hours, public_clock


@require_safe
def statistics(request):
    context = {**public_clock(with_samples=settings.DEMO), "promised": promised_hours()}
    return render(request, "insights/statistics.html", context)
