"""Who sees which fact of the organisation, with a look through the eyes of a city's officer."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from investguangdong.investors import actions as investors
from investguangdong.investors.choices import Tier
from investguangdong.investors.entry import entry_for_circle
from investguangdong.investors.member_forms import VisibilityForm
from investguangdong.pages.current import current_organisation
from investguangdong.places.models import City


@login_required
def visibility(request):
    row = current_organisation(request)
    if row is None:
        raise Http404
    can_change = row.can_be_changed_by(request.user)
    if request.method != "POST":
        return show(request, row, VisibilityForm(organisation=row), can_change=can_change)
    if not can_change:
        raise PermissionDenied
    form = VisibilityForm(request.POST, organisation=row)
    if not form.is_valid():
        return show(request, row, form, status=422)
    told = form.cleaned_data
    try:
        investors.set_visibility(row, by=request.user, tiers=told["tiers"], version=told["version"])
    except investors.OldVersion:
        form.add_error(
            None, _("Somebody has changed this page meanwhile. Open it again to see what it says now.")
        )
        return show(request, row, form, status=409)
    return redirect("pages:organisation_visibility")


def show(request, row, form, *, status=200, can_change=True):
    cities = City.objects.enabled()
    grants = {grant.city_id for grant in row.grants.in_force()}
    city = cities.filter(slug=request.GET.get("city", "")).first() or cities.filter(slug="zhuhai").first()
    circle = Tier.MET if city and city.pk in grants else Tier.OFFICERS
    context = {
        "tab": "organisation",
        "part": "visibility",
        "organisation": row,
        "form": form,
        "can_change": can_change,
        "cities": cities,
        "city": city,
        "is_met": circle == Tier.MET,
        "preview": entry_for_circle(row, circle),
    }
    return render(request, "pages/organisation_visibility.html", context, status=status)
