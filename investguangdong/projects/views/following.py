"""Being told: of one listing's changes, and of new results of a search."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from investguangdong.notifications.models import Preference
from investguangdong.projects import listing
from investguangdong.projects.actions import change_search, follow, remove_search, save_search, unfollow
from investguangdong.projects.forms import FILTERS, ProjectSearch, SavedSearchForm
from investguangdong.projects.models import Follow, SavedSearch
from investguangdong.projects.views.detail import get_project

CHANGES = "listing_changed"


@login_required
def project_follow(request, code):
    """A page of its own, so that lists stay the same for everybody; strangers sign in and come back here."""
    project = get_project(request, code)
    if request.method == "POST":
        if request.POST.get("remove"):
            unfollow(project, by=request.user)
            messages.success(request, _("You are no longer told about this listing."))
        else:
            follow(project, by=request.user)
            messages.success(request, _("You are told when a fact of this listing changes."))
        return redirect(project.get_absolute_url())
    frequency = Preference.objects.frequency_of(CHANGES, [request.user.email])[request.user.email]
    context = {
        "project": project,
        "is_followed": Follow.objects.visible_to(request.user).filter(project=project).exists(),
        "frequency": frequency,
        "section": "projects",
    }
    return render(request, "projects/follow.html", context)


@login_required
def search_save(request):
    """The filters of the address under a name, with mail about new results."""
    data = request.POST if request.method == "POST" else request.GET
    query = kept_query(data)
    form = SavedSearchForm(request.POST or None, initial={"name": data.get("q") or _("My search")})
    if request.method == "POST" and form.is_valid():
        save_search(request.user, query=query, **form.cleaned_data)
        messages.success(request, _("The search is saved."))
        return redirect(f"{reverse('projects:list')}?{query}")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "query": query, "chips": chips_of(query)}
    return render(request, "projects/search_save.html", context, status=status)


@login_required
def search_change(request, key):
    """Another name, another rhythm of its mail, or away with it."""
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), key=key)
    if request.method == "POST" and request.POST.get("remove"):
        remove_search(search, by=request.user)
        messages.success(request, _("The search is deleted."))
        return redirect("pages:saved")
    form = SavedSearchForm(request.POST or None, initial={"name": search.name, "digest": search.digest})
    if request.method == "POST" and form.is_valid():
        change_search(search, **form.cleaned_data)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("pages:saved")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "search": search, "chips": chips_of(search.query)}
    return render(request, "projects/search_change.html", context, status=status)


def chips_of(query: str) -> list:
    data = listing.query_dict(query)
    return listing.chips(ProjectSearch(data), data)


def kept_query(data) -> str:
    """Only filters that are known: neither page nor view belongs to a saved search."""
    source = (listing.query_dict(data.get("query", "")) if "query" in data else data).copy()
    for name, value in ProjectSearch(source).ignored:
        source.setlist(name, [one for one in source.getlist(name) if one[:100] != value])
    return listing.only(source, FILTERS)
